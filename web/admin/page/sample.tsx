import { useEffect, useRef } from 'preact/hooks';
import type { Mode } from '../../../server/domain/accent.ts';
import { isColor } from '../../../server/domain/embed.ts';
import type { Page } from '../api/shapes.ts';
import { words } from '../words/words.ts';

/** The head of the public page with its logo and a link, in light or in dark, whatever this browser prefers. */
export function Sample({ mode, page, color }: { mode: Mode; page: Page; color: string | null }) {
  const element = useRef<HTMLDivElement>(null);
  const texts = words.value.page;
  const link = color !== null && isColor(color) ? color : null;
  useEffect(() => {
    element.current?.style.setProperty('--link', link);
  }, [link]);
  return (
    <figure class={`sample ${mode}`}>
      <figcaption>{texts.modes[mode]}</figcaption>
      <div ref={element}>
        {page.logo_url === null ? (
          <p class="brand">
            <span class="monogram" aria-hidden="true">
              {[...page.name][0]}
            </span>
            {page.name}
          </p>
        ) : (
          <img src={new URL(page.logo_url).pathname} alt={page.name} />
        )}
        <p>
          {texts.sampleText} <span class="sample-link">{texts.sampleLink}</span>
        </p>
      </div>
    </figure>
  );
}

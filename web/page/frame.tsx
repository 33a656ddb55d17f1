import { renderToString } from 'preact-render-to-string';
import type { Snapshot } from '../../server/publish/snapshot.ts';
import type { Assets } from './document.tsx';
import { IconShapes } from './iconShapes.tsx';
import { Icon } from './icons.tsx';
import { Spoken } from './language.ts';
import { pageVerdict } from './pageVerdict.ts';
import { homePath } from './paths.ts';
import { Sentence } from './time.tsx';
import { UnconfirmedSlot } from './unconfirmed.tsx';
import { wordsIn } from './words/languages.ts';

/** `/embed/frame`: the answer of the home page in a few lines, for a frame on another page. */
export function renderFrame(snapshot: Snapshot, assets: Assets): string {
  const words = wordsIn(snapshot.page.language);
  const { tone, headline, sentence } = pageVerdict(snapshot);
  return `<!doctype html>${renderToString(
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${headline} · ${snapshot.page.name}`}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="canonical" href={`${snapshot.page.url}${homePath}`} />
        <style dangerouslySetInnerHTML={{ __html: assets.css }} />
      </head>
      <body class="frame">
        <svg class="shapes" aria-hidden="true">
          <defs>
            <IconShapes />
          </defs>
        </svg>
        <main class={tone}>
          <Icon status={tone} />
          <div>
            <h1>
              <a href={homePath} target="_blank" rel="noopener">
                {headline}
                <span class="sr">. {words.openPage}</span>
              </a>
            </h1>
            {tone !== 'operational' && (
              <p>
                <Spoken value={words}>
                  <Sentence phrase={sentence} now={snapshot} />
                </Spoken>
              </p>
            )}
            <UnconfirmedSlot />
          </div>
        </main>
      </body>
    </html>,
  )}`;
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import '../parts/together.ts';
import { words } from '../words/words.ts';

/** The heading of what is shown: also the tab's title, and where the focus is after somebody went there. */
export function Title({ text, children }: { text: string; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} · ${words.value.name}`;
  }, [text]);
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('.rooms')) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div class="title">
      <h1 ref={heading} tabIndex={-1}>
        {text}
      </h1>
      {children && <div class="actions">{children}</div>}
    </div>
  );
}

import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { StatusShapes } from './statusMark.tsx';

type Policy = { createHTML(html: string): string };
type PolicyFactory = { createPolicy(name: string, rules: Policy): Policy };

/** The one policy that may make HTML (Trusted Types). The server has sanitized what comes in here, as for readers. */
export const policy: Policy = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy(
  'candor',
  {
    createHTML: (html) => html,
  },
) ?? { createHTML: (html) => html };

/** Where the public page's style is, as the document says. */
const styleUrl = document.querySelector<HTMLMetaElement>('meta[name="page-style"]')?.content ?? '';

/** HTML of the public page in its own style, apart from ours. */
export function PublishedHtml({ html, label }: { html: string; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const root = element.shadowRoot ?? attach(element);
    const body = root.querySelector('.body');
    if (body) body.innerHTML = policy.createHTML(html);
  }, [html]);
  return (
    <figure class="published" aria-label={label}>
      <div ref={host} />
    </figure>
  );
}

/** What the public page has around it there: the space between the parts of a report. */
const around = new CSSStyleSheet();
around.replaceSync('.body > * + * { margin-top: 1.5rem } .body > h1 + * { margin-top: 0.35rem }');

function attach(element: HTMLDivElement): ShadowRoot {
  const root = element.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [around];
  render(
    <>
      <link rel="stylesheet" href={styleUrl} />
      <StatusShapes />
      <div class="body" inert />
    </>,
    root,
  );
  return root;
}

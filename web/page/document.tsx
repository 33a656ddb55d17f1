import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { BarShapes } from './bars.tsx';
import { IconShapes } from './icons.tsx';
import { historyPath, homePath, uptimePath } from './paths.ts';
import { type Now, Time } from './time.tsx';
import { type BarStatus, texts, zoneName } from './words.ts';

/** The style sheet, which stands in the page, and the address of the script, which is an addition. */
export type Assets = { readonly css: string; readonly scriptUrl: string };

/** The status colours of the tab's icon, which lives outside of the style sheet. */
const iconColors: Readonly<Record<BarStatus, string>> = {
  operational: '#24a06b',
  under_maintenance: '#3a72d8',
  degraded_performance: '#c99a0c',
  partial_outage: '#e0701a',
  major_outage: '#d23f3f',
  unknown: '#8a8a84',
};

type DocumentProps = {
  readonly now: Pick<Now, 'page'> & { readonly builtAt: number | null };
  readonly assets: Assets;
  /** What the tab says before the page's name. */
  readonly title: string;
  readonly description: string;
  /** The page's own path, for the canonical link; null for a page that should not be found. */
  readonly path: string | null;
  readonly tone: BarStatus;
  readonly here?: 'history' | 'uptime';
  /** Only pages with bars carry their shapes. */
  readonly bars?: boolean;
  readonly children: ComponentChildren;
};

/** A complete HTML page as text. */
export function renderDocument(props: DocumentProps): string {
  return `<!doctype html>${renderToString(<Document {...props} />)}`;
}

function Document({ now, assets, title, description, path, tone, here, bars, children }: DocumentProps) {
  const { page, builtAt } = now;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${page.name}`}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={description} />
        {path === null ? (
          <meta name="robots" content="noindex" />
        ) : (
          <link rel="canonical" href={`${page.url}${path}`} />
        )}
        <link rel="icon" href={tabIcon(tone)} />
        <style dangerouslySetInnerHTML={{ __html: assets.css }} />
        <script src={assets.scriptUrl} defer />
      </head>
      <body data-zone={page.timeZone} data-now={builtAt}>
        <svg class="shapes" aria-hidden="true">
          <defs>
            <IconShapes />
            {bars && <BarShapes />}
          </defs>
        </svg>
        <a class="skip" href="#content">
          {texts.skip}
        </a>
        <header class="top">
          <a class="brand" href={homePath}>
            <span class="monogram" aria-hidden="true">
              {monogram(page.name)}
            </span>
            {page.name}
          </a>
          <nav aria-label={texts.pages}>
            <a href={historyPath} aria-current={here === 'history' ? 'page' : undefined}>
              {texts.history}
            </a>
            <a href={uptimePath} aria-current={here === 'uptime' ? 'page' : undefined}>
              {texts.uptime}
            </a>
          </nav>
        </header>
        <main id="content">{children}</main>
        <footer>
          <p>
            {builtAt === null ? (
              `${texts.timesIn} ${page.timeZone}`
            ) : (
              <>
                {texts.timesIn} <span id="zone">{zoneName(page.timeZone, builtAt)}</span> · {texts.updated}{' '}
                <Time at={builtAt} as="clock" now={{ page, builtAt }} />
              </>
            )}
          </p>
        </footer>
      </body>
    </html>
  );
}

function monogram(name: string): string {
  return (Array.from(name.trim())[0] ?? '').toUpperCase();
}

function tabIcon(tone: BarStatus): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="${iconColors[tone]}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

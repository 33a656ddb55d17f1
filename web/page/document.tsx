import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { imageTypes } from '../../server/domain/image.ts';
import { logoPath } from '../../server/domain/logo.ts';
import type { PublicPage } from '../../server/publish/snapshot.ts';
import { BarShapes } from './bars.tsx';
import { IconShapes } from './iconShapes.tsx';
import { Spoken } from './language.ts';
import {
  apiPath,
  calendarPath,
  cardPath,
  feedPath,
  historyPath,
  homePath,
  subscribePath,
  tabIconPath,
  uptimePath,
} from './paths.ts';
import { tabIcon } from './statusShapes.ts';
import { type Now, Time } from './time.tsx';
import { UnconfirmedSlot } from './unconfirmed.tsx';
import { wordsIn } from './words/languages.ts';
import { zoneName } from './words/times.ts';
import type { BarStatus, ScriptWords, Words } from './words/words.ts';

/** The style sheet, which stands in the page, and the address of the script, which is an addition. */
export type Assets = { readonly css: string; readonly scriptUrl: string };

type DocumentProps = {
  readonly now: Pick<Now, 'page'> & { readonly builtAt: number | null };
  readonly assets: Assets;
  /** What the tab says before the page's name. */
  readonly title: string;
  readonly description: string;
  /** The page's own path, for the canonical link; null for a page that should not be found. */
  readonly path: string | null;
  readonly tone: BarStatus;
  readonly here?: 'history' | 'uptime' | 'subscribe';
  /** Only pages with bars carry their shapes. */
  readonly bars?: boolean;
  /** Feeds of what this page is about, besides those of everything: their name, and their path without the format. */
  readonly feed?: { readonly title: string; readonly path: string };
  /** The address of one more script, where a page has one of its own. */
  readonly scriptUrl?: string;
  readonly children: ComponentChildren;
};

/** A complete HTML page as text. */
export function renderDocument(props: DocumentProps): string {
  const words = wordsIn(props.now.page.language);
  return `<!doctype html>${renderToString(
    <Spoken value={words}>
      <Document {...props} words={words} />
    </Spoken>,
  )}`;
}

function Document(props: DocumentProps & { readonly words: Words }) {
  const { words, now, assets, title, description, path, tone, here, bars, feed, scriptUrl, children } = props;
  const { page, builtAt } = now;
  return (
    <html lang={words.language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${page.name}`}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content={description} />
        {path === null || page.hiddenFromSearch ? (
          <meta name="robots" content="noindex" />
        ) : (
          <>
            <link rel="canonical" href={`${page.url}${path}`} />
            <SharedLink words={words} page={page} title={title} description={description} path={path} />
          </>
        )}
        {feed && <FeedLinks {...feed} />}
        <FeedLinks title={page.name} path={feedPath} />
        <TabIcon page={page} tone={tone} />
        <style dangerouslySetInnerHTML={{ __html: assets.css }} />
        <script src={assets.scriptUrl} defer />
        {scriptUrl && <script src={scriptUrl} defer />}
      </head>
      <body data-zone={page.timeZone} data-now={builtAt} data-words={JSON.stringify(scriptWords(words))}>
        <svg class="shapes" aria-hidden="true">
          <defs>
            <IconShapes />
            {bars && <BarShapes />}
          </defs>
        </svg>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header class="top">
          <a class="brand" href={homePath}>
            <Brand page={page} />
          </a>
          <nav aria-label={words.pages}>
            <a href={historyPath} aria-current={here === 'history' ? 'page' : undefined}>
              {words.history}
            </a>
            <a href={uptimePath} aria-current={here === 'uptime' ? 'page' : undefined}>
              {words.uptime}
            </a>
            <a class="button" href={subscribePath} aria-current={here === 'subscribe' ? 'page' : undefined}>
              {words.getUpdates}
            </a>
          </nav>
        </header>
        <UnconfirmedSlot />
        <main id="content">{children}</main>
        <footer>
          {(page.headline !== null || page.description !== null) && (
            <p>
              {page.headline !== null && <strong>{page.headline}</strong>} {page.description}
            </p>
          )}
          {(page.websiteUrl !== null || page.supportUrl !== null) && (
            <p>
              {page.websiteUrl !== null && <a href={page.websiteUrl}>{words.website}</a>}
              {page.websiteUrl !== null && page.supportUrl !== null && ' · '}
              {page.supportUrl !== null && <a href={page.supportUrl}>{words.support}</a>}
            </p>
          )}
          <p>
            {builtAt === null ? (
              `${words.timesIn} ${page.timeZone}`
            ) : (
              <>
                {words.timesIn} <span id="zone">{zoneName(words.dates, page.timeZone, builtAt)}</span> ·{' '}
                {words.updated} <Time at={builtAt} as="clock" now={{ page, builtAt }} />
              </>
            )}
          </p>
          <nav class="links" aria-label={words.feeds}>
            <a href={`${feedPath}.rss`}>RSS</a> <a href={`${feedPath}.atom`}>Atom</a>{' '}
            <a href={calendarPath}>{words.calendar}</a> <a href={apiPath}>API</a>
          </nav>
        </footer>
      </body>
    </html>
  );
}

function scriptWords({ dates, statusWord, showIn, rowOfDays }: Words): ScriptWords {
  return { dates, operational: statusWord.operational, showIn, rowOfDays };
}

/** By these a feed reader finds the feeds when it is given the page. */
function FeedLinks({ title, path }: { title: string; path: string }) {
  return (
    <>
      <link rel="alternate" type="application/rss+xml" title={`${title}: RSS`} href={`${path}.rss`} />
      <link rel="alternate" type="application/atom+xml" title={`${title}: Atom`} href={`${path}.atom`} />
      <link
        rel="alternate"
        type="application/feed+json"
        title={`${title}: JSON Feed`}
        href={`${path}.json`}
      />
    </>
  );
}

/** The logo, which says the page's name to who cannot see it; else the name. */
function Brand({ page: { logo, name } }: { page: PublicPage }) {
  if (logo) {
    return <img class="logo" src={logoPath(logo)} width={logo.width} height={logo.height} alt={name} />;
  }
  return (
    <>
      <span class="monogram" aria-hidden="true">
        {monogram(name)}
      </span>
      {name}
    </>
  );
}

function monogram(name: string): string {
  return (Array.from(name.trim())[0] ?? '').toUpperCase();
}

/**
 * A page about one thing shows how that is, without another request; the others show how everything is now. A square
 * logo takes the place of what says that all is well.
 */
function TabIcon({ page: { logo }, tone }: { page: PublicPage; tone: BarStatus }) {
  if (logo && logo.width === logo.height && (tone === 'operational' || tone === 'unknown')) {
    return <link rel="icon" type={imageTypes[logo.type]} href={logoPath(logo)} />;
  }
  const drawn = `data:image/svg+xml,${encodeURIComponent(tabIcon(tone))}`;
  return <link rel="icon" href={tone === 'unknown' ? tabIconPath : drawn} />;
}

type SharedLinkProps = {
  readonly words: Words;
  readonly page: PublicPage;
  readonly title: string;
  readonly description: string;
  readonly path: string;
};

/** What a link to the page looks like where people share it (https://ogp.me; Twitter reads the same). */
function SharedLink({ words, page, title, description, path }: SharedLinkProps) {
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={page.name} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={`${page.url}${path}`} />
      <meta property="og:image" content={`${page.url}${cardPath}`} />
      <meta property="og:image:width" content="1200" />
      <meta property="og:image:height" content="630" />
      <meta property="og:image:alt" content={words.cardAlt(page.name)} />
      <meta name="twitter:card" content="summary_large_image" />
    </>
  );
}

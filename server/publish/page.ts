import { type Artifact, makeArtifact, makeLargeArtifact } from './artifact.ts';
import type { Assets } from './assets.ts';
import { pageBounds, personalBounds, routeHeaders } from './routeHeaders.ts';

const caching = 'public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400';

/** An HTML page as an artifact, with the headers that let it do only what it must. */
export function makePage(html: string, assets: Assets, cacheControl = caching): Artifact {
  return makeArtifact(html, pageHeaders(assets, cacheControl, "'none'"));
}

/** The same for a page that can be large. */
export function makeLargePage(html: string, assets: Assets): Promise<Artifact> {
  return makeLargeArtifact(html, pageHeaders(assets, caching, "'none'"));
}

/** A page that offers notifications: its script asks us for them and lets the browser keep a worker. */
export function makePushPage(html: string, assets: Assets, cacheControl = caching): Artifact {
  return makeArtifact(
    html,
    pageHeaders(assets, cacheControl, "'none'", ["connect-src 'self'", "worker-src 'self'"]),
  );
}

/** A page whose address is somebody's secret, and which is theirs alone. */
export function makePersonalPage(html: string, assets: Assets): Artifact {
  return makeArtifact(html, {
    ...pageHeaders(assets, 'no-store', "'none'"),
    ...personalBounds,
  });
}

/** A page that other people's pages may show in a frame. It comes again by itself, since nobody reloads a frame. */
export function makeFrame(html: string, assets: Assets): Artifact {
  return makeArtifact(html, { ...pageHeaders(assets, caching, '*'), refresh: '300' });
}

function pageHeaders(
  assets: Assets,
  cacheControl: string,
  frameAncestors: "'none'" | '*',
  more: readonly string[] = [],
): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': cacheControl,
    ...pageBounds(assets.cssHash, frameAncestors, more),
  };
}

/** Leads to another page of ours. */
export function makeRedirect(location: string): Artifact {
  return makeArtifact('', {
    location,
    ...routeHeaders.open,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': caching,
  });
}

/** A public document that is not a page. `modifiedAt`: ms UTC, for readers that ask by date. */
export function makeDocument(body: string, contentType: string, modifiedAt?: number): Artifact {
  return makeArtifact(body, {
    'content-type': contentType,
    'cache-control': caching,
    ...routeHeaders.open,
    ...(modifiedAt === undefined ? {} : { 'last-modified': new Date(modifiedAt).toUTCString() }),
  });
}

/** Something small that other people's pages load; `maximumAge` in seconds. */
export function makeEmbeddable(body: string | Uint8Array, contentType: string, maximumAge: number): Artifact {
  return makeArtifact(body, {
    'content-type': contentType,
    'cache-control': `public, max-age=${maximumAge}, stale-while-revalidate=60, stale-if-error=86400`,
    ...routeHeaders.embeddable,
  });
}

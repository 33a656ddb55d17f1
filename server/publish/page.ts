import { type Artifact, makeArtifact, makeLargeArtifact } from './artifact.ts';
import type { Assets } from './assets.ts';

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
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
}

/** A page that other people's pages may show in a frame. It comes again by itself, since nobody reloads a frame. */
export function makeFrame(html: string, assets: Assets): Artifact {
  return makeArtifact(html, { ...pageHeaders(assets, caching, '*'), refresh: '300' });
}

function pageHeaders(
  assets: Assets,
  cacheControl: string,
  frameAncestors: string,
  more: readonly string[] = [],
): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': cacheControl,
    'content-security-policy': [
      "default-src 'none'",
      `style-src '${assets.cssHash}'`,
      "script-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${frameAncestors}`,
      ...more,
    ].join('; '),
    // Never the path: those of one-time links are secrets.
    'referrer-policy': 'strict-origin',
    'x-content-type-options': 'nosniff',
  };
}

/** Leads to another page of ours. */
export function makeRedirect(location: string): Artifact {
  return makeArtifact('', {
    location,
    'access-control-allow-origin': '*',
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': caching,
  });
}

/** A public document that is not a page. `modifiedAt`: ms UTC, for readers that ask by date. */
export function makeDocument(body: string, contentType: string, modifiedAt?: number): Artifact {
  return makeArtifact(body, {
    'content-type': contentType,
    'cache-control': caching,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    ...(modifiedAt === undefined ? {} : { 'last-modified': new Date(modifiedAt).toUTCString() }),
  });
}

/** Something small that other people's pages load; `maximumAge` in seconds. */
export function makeEmbeddable(body: string | Uint8Array, contentType: string, maximumAge: number): Artifact {
  return makeArtifact(body, {
    'content-type': contentType,
    'cache-control': `public, max-age=${maximumAge}, stale-while-revalidate=60, stale-if-error=86400`,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    // A picture opened by itself is a document, and an SVG could hold a script.
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
}

import { type Artifact, makeArtifact } from './artifact.ts';
import type { Assets } from './assets.ts';

const caching = 'public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400';

/** An HTML page as an artifact, with the headers that let it do only what it must. */
export function makePage(html: string, assets: Assets, cacheControl = caching): Artifact {
  return makeArtifact(html, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': cacheControl,
    'content-security-policy': [
      "default-src 'none'",
      `style-src '${assets.cssHash}'`,
      "script-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  });
}

/** A public document that is not a page. */
export function makeDocument(body: string, contentType: string): Artifact {
  return makeArtifact(body, {
    'content-type': contentType,
    'cache-control': caching,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  });
}

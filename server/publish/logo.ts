import { imageTypes } from '../domain/image.ts';
import { type Logo, logoPath } from '../domain/logo.ts';
import { type Artifact, makeArtifact } from './artifact.ts';
import { routeHeaders } from './routeHeaders.ts';

export type PublishedLogo = { readonly path: string; readonly artifact: Artifact };

/**
 * The logo at an address that names its bytes, so that it can be cached for ever. Opened by itself an SVG is a
 * document: here it may do nothing but draw.
 */
export function publishLogo(logo: Logo, bytes: Uint8Array): PublishedLogo {
  // Of these, only text can be made smaller.
  const body = logo.type === 'svg' ? Buffer.from(bytes).toString('utf8') : bytes;
  const artifact = makeArtifact(body, {
    'content-type': imageTypes[logo.type],
    'cache-control': 'public, max-age=31536000, immutable',
    ...routeHeaders.logo,
  });
  return { path: logoPath(logo), artifact };
}

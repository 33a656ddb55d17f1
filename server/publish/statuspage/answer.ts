import { type Artifact, makeArtifact } from '../artifact.ts';
import { routeHeaders } from '../routeHeaders.ts';

/** What Statuspage says of how long its answers may be kept, as recorded in 2026. */
const caching = 'max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600';

/** A document of the API as bytes, for pages of any origin. */
export function makeAnswer(document: object): Artifact {
  return makeArtifact(JSON.stringify(document), {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': caching,
    ...routeHeaders.open,
  });
}

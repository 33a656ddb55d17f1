import type { Bucket } from '../bucket.ts';
import type { SiteDestination } from './siteCopy.ts';
import { SiteDirectory } from './siteDirectory.ts';

/** A directory, or a bucket, of which the client is loaded only then. Throws `NotASiteCopy`. */
export async function openSiteDestination(to: string | Bucket): Promise<SiteDestination> {
  if (typeof to === 'string') return SiteDirectory.open(to);
  return (await import('./siteBucket.ts')).SiteBucket.open(to);
}

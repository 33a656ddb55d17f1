import type { Bucket } from '../bucket.ts';
import type { Destination } from './destination.ts';
import { directoryDestination } from './directory.ts';

/** A directory, or a bucket, of which the client is loaded only then. */
export async function openDestination(to: string | Bucket): Promise<Destination> {
  if (typeof to === 'string') return directoryDestination(to);
  return (await import('./bucketDestination.ts')).bucketDestination(to);
}

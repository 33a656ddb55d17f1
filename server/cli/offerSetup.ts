import type { Application } from '../application.ts';
import { hashSecret } from '../secret.ts';

/** The link that makes the first owner, once and within 24 hours; null when there is an owner already. */
export async function offerSetup(
  { perform }: Pick<Application, 'perform'>,
  secret: string,
  publicUrl: string,
): Promise<string | null> {
  const offered = await perform(
    { type: 'offerSetup', secretHash: hashSecret(secret) },
    { actor: 'command line' },
  );
  return 'changed' in offered && offered.changed ? `${publicUrl}/setup/${secret}` : null;
}

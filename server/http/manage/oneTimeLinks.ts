import { z } from 'zod';
import type { OneTimeLink } from '../../domain/access.ts';
import { findBySecret } from '../../secret.ts';
import type { Door } from '../access/entrance.ts';
import { newPassword } from '../access/newPassword.ts';
import type { Desk } from './desk.ts';
import { email } from './fields.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';

/** What the links open that `candor serve`, an invitation and a password reset give. The link's secret is in the body. */

const secret = z.string().min(1).max(100);

/** The link of this secret, before any work is done for it. Throws `Refused`. */
async function findLink(desk: Desk, door: Door, given: string): Promise<OneTimeLink> {
  await door.guard.attemptLink(door.client, desk.now);
  const link = findBySecret(await desk.read((reads) => reads.links()), given);
  if (link && desk.now < link.expiresAt) return link;
  await door.guard.wrongLink(door.client, desk.now);
  throw new Refused({
    fault: 'not_found',
    code: 'link.not_found',
    message: 'This link is not known, has been used, or has expired.',
  });
}

const setUp = operation({
  method: 'POST',
  path: '/setup',
  role: 'anybody',
  summary: 'Make the first owner, by the link that the server prints while there is nobody',
  body: z.strictObject({ token: secret, email, password: newPassword }),
  answer: { status: 201, schema: z.object({ id: z.string(), email: z.string(), role: z.literal('owner') }) },
  run: async ({ desk, door, body }) => {
    const link = await findLink(desk, door, body.token);
    const passwordHash = await door.passwords.hash(body.password);
    const id = await desk.perform({ type: 'setUp', linkId: link.id, email: body.email, passwordHash });
    return { id, email: body.email, role: 'owner' };
  },
});

const choosePassword = operation({
  method: 'POST',
  path: '/password',
  role: 'anybody',
  summary: 'Choose a password, by the link of an invitation or of a password reset',
  body: z.strictObject({ token: secret, password: newPassword }),
  answer: { status: 204, schema: null },
  run: async ({ desk, door, body }) => {
    const link = await findLink(desk, door, body.token);
    const passwordHash = await door.passwords.hash(body.password);
    await desk.perform({ type: 'choosePassword', linkId: link.id, passwordHash });
  },
});

export const oneTimeLinkOperations = [setUp, choosePassword];

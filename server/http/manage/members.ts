import { z } from 'zod';
import { linkLifetimeMs, type Member, type OneTimeLink, type Role, roles } from '../../domain/access.ts';
import { hashSecret } from '../../secret.ts';
import type { Door } from '../access/entrance.ts';
import type { Desk } from './desk.ts';
import { email } from './fields.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

const at = z.string();
const role = z.enum(roles);

export const memberShape = z
  .object({
    id: z.string(),
    email: z.string(),
    /** What they call themselves; null until they say it. */
    name: z.string().nullable(),
    role,
    /** They have not chosen a password yet. */
    invited: z.boolean(),
    two_factor: z.boolean(),
    created_at: at,
  })
  .meta({ id: 'Member' });

export const offeredShape = z.object({ member: memberShape, link: z.string(), expires_at: at });

function toMember(member: Member): z.output<typeof memberShape> {
  return {
    id: member.id,
    email: member.email,
    name: member.name,
    role: member.role,
    invited: member.passwordHash === null,
    two_factor: member.twoFactor !== null && member.twoFactor.confirmedAt !== null,
    created_at: time(member.createdAt),
  };
}

/** A member who has not been removed. Throws `Refused`. */
export async function showMember(desk: Desk, id: string): Promise<z.output<typeof memberShape>> {
  const members = await desk.read((reads) => reads.members());
  const member = members.find((each) => each.id === id && each.removedAt === null);
  if (!member) throw notFound('member', id);
  return toMember(member);
}

/** The role of who asks, above which they give and take nothing. */
export function ceilingOf({ asker }: Door): Role {
  if (!asker) throw new Error('an operation that needs a role was let through without one');
  return asker.role;
}

function offered(
  desk: Desk,
  member: z.output<typeof memberShape>,
  secret: string,
  purpose: OneTimeLink['purpose'],
): z.output<typeof offeredShape> {
  return {
    member,
    link: `${desk.url}/password/${secret}`,
    expires_at: time(desk.now + linkLifetimeMs[purpose]),
  };
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/members',
  role: 'admin',
  summary: 'Who may sign in',
  answer: { status: 200, schema: z.array(memberShape) },
  run: async ({ desk }) => {
    const members = await desk.read((reads) => reads.members());
    return members.filter(({ removedAt }) => removedAt === null).map(toMember);
  },
});

const invite = operation({
  method: 'POST',
  path: '/pages/{page_id}/members',
  role: 'admin',
  dangerous: true,
  summary: 'Invite somebody; answers with the link by which they choose a password, once',
  body: z.strictObject({ member: z.strictObject({ email, role }) }),
  answer: { status: 201, schema: offeredShape, shownOnce: true },
  run: async ({ desk, door, body: { member } }) => {
    const secret = door.newSecret();
    const id = await desk.perform({
      type: 'inviteMember',
      ...member,
      secretHash: hashSecret(secret),
      ceiling: ceilingOf(door),
    });
    return offered(desk, await showMember(desk, id), secret, 'invitation');
  },
});

const change = operation({
  method: 'PATCH',
  path: '/pages/{page_id}/members/{id}',
  role: 'admin',
  dangerous: true,
  summary: 'Give a member another role; their sessions end',
  body: z.strictObject({ member: z.strictObject({ role }) }),
  answer: { status: 200, schema: memberShape },
  run: async ({ desk, door, params, body: { member } }) => {
    const memberId = params.id ?? '';
    await desk.perform({ type: 'changeRole', memberId, role: member.role, ceiling: ceilingOf(door) });
    return showMember(desk, memberId);
  },
});

const remove = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/members/{id}',
  role: 'admin',
  summary: 'Remove a member; their sessions end',
  answer: { status: 204, schema: null },
  run: async ({ desk, door, params }) => {
    await desk.perform({ type: 'removeMember', memberId: params.id ?? '', ceiling: ceilingOf(door) });
  },
});

const resetPassword = operation({
  method: 'POST',
  path: '/pages/{page_id}/members/{id}/password_reset',
  role: 'admin',
  dangerous: true,
  summary: 'Let a member choose another password; answers with the link, once',
  answer: { status: 201, schema: offeredShape, shownOnce: true },
  run: async ({ desk, door, params }) => {
    const secret = door.newSecret();
    const id = await desk.perform({
      type: 'offerPasswordReset',
      memberId: params.id ?? '',
      secretHash: hashSecret(secret),
      ceiling: ceilingOf(door),
    });
    return offered(desk, await showMember(desk, id), secret, 'password_reset');
  },
});

const resetTwoFactor = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/members/{id}/two_factor',
  role: 'admin',
  dangerous: true,
  summary:
    'Turn two-factor authentication off for a member who lost the app and the recovery codes; their sessions end',
  answer: { status: 204, schema: null },
  run: async ({ desk, door, params }) => {
    await desk.perform({ type: 'resetTwoFactor', memberId: params.id ?? '', ceiling: ceilingOf(door) });
  },
});

export const memberOperations = [list, invite, change, remove, resetPassword, resetTwoFactor];

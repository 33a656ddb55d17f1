import { z } from 'zod';
import { roles, type Token } from '../../domain/access.ts';
import { hashSecret } from '../../secret.ts';
import type { Desk } from './desk.ts';
import { instant, name } from './fields.ts';
import { ceilingOf } from './members.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

const at = z.string();
const role = z.enum(roles);

export const tokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    created_at: at,
    expires_at: at.nullable(),
    member_id: z.string().nullable(),
    last_used_at: at.nullable(),
    revoked_at: at.nullable(),
  })
  .meta({ id: 'Token' });

export const issuedShape = tokenShape.extend({ token: z.string() }).meta({ id: 'IssuedToken' });

function toToken(token: Token, lastUsedAt: number | null): z.output<typeof tokenShape> {
  return {
    id: token.id,
    name: token.name,
    role: token.role,
    created_at: time(token.createdAt),
    expires_at: time(token.expiresAt),
    member_id: token.memberId,
    last_used_at: time(lastUsedAt),
    revoked_at: time(token.revokedAt),
  };
}

async function show(desk: Desk, id: string, lastUsedAt: number | null): Promise<z.output<typeof tokenShape>> {
  const token = (await desk.read((reads) => reads.tokens())).find((each) => each.id === id);
  if (!token) throw notFound('token', id);
  return toToken(token, lastUsedAt);
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/tokens',
  role: 'admin',
  summary: 'All tokens of this API, also those that are revoked',
  answer: { status: 200, schema: z.array(tokenShape) },
  run: ({ desk }) =>
    desk.read(async (reads) => {
      const uses = await reads.uses();
      return (await reads.tokens()).map((token) => toToken(token, uses.get(token.id) ?? null));
    }),
});

const issue = operation({
  method: 'POST',
  path: '/pages/{page_id}/tokens',
  role: 'admin',
  dangerous: true,
  summary: 'Make a token whose role is at most your own; it is shown in this answer and never again',
  body: z.strictObject({
    token: z.strictObject({ name, role, expires_at: instant.nullable().optional() }),
  }),
  answer: { status: 201, schema: issuedShape, shownOnce: true },
  run: async ({ desk, door, body: { token } }) => {
    const secret = `candor_${door.newSecret()}`;
    const id = await desk.perform({
      type: 'issueToken',
      name: token.name,
      role: token.role,
      expiresAt: token.expires_at ?? null,
      secretHash: hashSecret(secret),
      memberId: door.asker?.member?.id ?? door.asker?.token?.memberId ?? null,
      ceiling: ceilingOf(door),
    });
    return { ...(await show(desk, id, null)), token: secret };
  },
});

const revoke = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/tokens/{id}',
  role: 'admin',
  summary: 'Revoke a token at once',
  answer: { status: 200, schema: tokenShape },
  run: async ({ desk, door, params }) => {
    const tokenId = params.id ?? '';
    // Read before: once it is revoked, nothing that can fail is left to do.
    const uses = await desk.read((reads) => reads.uses());
    await desk.perform({ type: 'revokeToken', tokenId, ceiling: ceilingOf(door) });
    return show(desk, tokenId, uses.get(tokenId) ?? null);
  },
});

export const tokenOperations = [list, issue, revoke];

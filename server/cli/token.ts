import { type Role, roles } from '../domain/access.ts';
import { hashSecret, newSecret } from '../secret.ts';
import type { Store } from '../store/store.ts';
import { openConfiguredStore, openExistingStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './world.ts';

const actor = 'command line';
const dayMs = 86_400_000;

/** `candor token create|list|revoke`: keys to the manage API. */
export const token: CliCommand = {
  usage: `token create --name NAME --role ${roles.join('|')} [--expires DAYS] | token list [--json] | token revoke ID [--json]`,
  summary: 'Makes, lists and revokes keys to the manage API. The secret is printed once and not kept.',
  async run(args, world) {
    const { values, positionals } = parseWords(
      args,
      {
        name: { type: 'string' },
        role: { type: 'string' },
        expires: { type: 'string' },
        json: { type: 'boolean' },
      },
      2,
    );
    const [verb, id] = positionals;
    const task = chooseTask(verb, id, values);
    const store = await (verb === 'create' ? openConfiguredStore(world) : openExistingStore(world));
    try {
      await task(store, world);
      return 0;
    } finally {
      await store.close();
    }
  },
};

type Values = {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly expires?: string | undefined;
  readonly json?: boolean | undefined;
};

function chooseTask(
  verb: string | undefined,
  id: string | undefined,
  values: Values,
): (store: Store, world: World) => Promise<void> {
  if (verb === 'create' && id === undefined) {
    const role = roles.find((candidate) => candidate === values.role);
    if (!values.name) throw new UsageError('--name is missing: say what the token is for.');
    if (!role) throw new UsageError(`--role must be one of ${roles.join(', ')}.`);
    const { name, expires } = values;
    if (expires !== undefined && !/^[1-9]\d{0,3}$/.test(expires)) {
      throw new UsageError('--expires must be a whole number of days, such as 90.');
    }
    const days = expires === undefined ? null : Number(expires);
    return (store, world) => create(store, world, name, role, days);
  }
  if (values.name !== undefined || values.role !== undefined) {
    throw new UsageError('--name and --role are for token create.');
  }
  if (verb === 'list' && id === undefined) return (store, world) => list(store, world, values.json ?? false);
  if (verb === 'revoke' && id !== undefined)
    return (store, world) => revoke(store, world, id, values.json ?? false);
  throw new UsageError('Say what to do: create, list, or revoke ID.');
}

async function create(
  store: Store,
  world: World,
  name: string,
  role: Role,
  days: number | null,
): Promise<void> {
  const secret = `candor_${newSecret(world.randomBytes)}`;
  const expiresAt = days === null ? null : world.clock.now() + days * dayMs;
  const answer = await store.perform(
    { type: 'issueToken', name, role, secretHash: hashSecret(secret), expiresAt, ceiling: 'owner' },
    { actor },
  );
  if ('refusal' in answer) throw new CommandFailed(answer.refusal.message);
  world.stdout.write(
    `${JSON.stringify({ id: answer.subjectId, name, role, expires_at: toText(expiresAt), token: secret })}\n`,
  );
}

async function list(store: Store, world: World, json: boolean): Promise<void> {
  const { tokens, uses } = await store.read(async (reads) => ({
    tokens: await reads.tokens(),
    uses: await reads.uses(),
  }));
  if (json) {
    const shown = tokens.map(({ id, name, role, createdAt, expiresAt, revokedAt }) => ({
      id,
      name,
      role,
      created_at: new Date(createdAt).toISOString(),
      expires_at: toText(expiresAt),
      last_used_at: toText(uses.get(id) ?? null),
      revoked_at: toText(revokedAt),
    }));
    world.stdout.write(`${JSON.stringify(shown)}\n`);
    return;
  }
  if (tokens.length === 0)
    world.stdout.write('There are no tokens. Make one: candor token create --name N --role editor\n');
  for (const { id, name, role, createdAt, expiresAt, revokedAt } of tokens) {
    const used = uses.get(id);
    const state = [
      ...(used === undefined ? [] : [`  used ${toText(used)}`]),
      ...(expiresAt === null ? [] : [`  expires ${toText(expiresAt)}`]),
      ...(revokedAt === null ? [] : [`  revoked ${toText(revokedAt)}`]),
    ].join('');
    world.stdout.write(
      `${id}  ${role.padEnd(6)}  made ${new Date(createdAt).toISOString()}  ${name}${state}\n`,
    );
  }
}

async function revoke(store: Store, world: World, tokenId: string, json: boolean): Promise<void> {
  const answer = await store.perform({ type: 'revokeToken', tokenId, ceiling: 'owner' }, { actor });
  if ('refusal' in answer)
    throw new CommandFailed(`${answer.refusal.message} "candor token list" shows them.`);
  const sentence = answer.changed ? `Token ${tokenId} is revoked.` : `Token ${tokenId} was revoked already.`;
  world.stdout.write(json ? `${JSON.stringify({ id: tokenId, revoked: true })}\n` : `${sentence}\n`);
}

function toText(instant: number): string;
function toText(instant: number | null): string | null;
function toText(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

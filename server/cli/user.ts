import { readConfig } from '../config.ts';
import { linkLifetimeMs, type Member, type Role, roles } from '../domain/access.ts';
import type { Command } from '../domain/command.ts';
import { hashSecret, newSecret } from '../secret.ts';
import type { Store } from '../store/store.ts';
import { openConfiguredStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './world.ts';

const actor = 'command line';
const hourMs = 3_600_000;

/** `candor user create|reset|list`: who may sign in. */
export const user: CliCommand = {
  usage: `user create --email E --role ${roles.join('|')} [--json] | user reset --email E [--two-factor] [--json] | user list [--json]`,
  summary:
    'Adds a member, or lets one choose another password: prints a link that works once. With --two-factor, turns that off instead. Lists members.',
  async run(args, world) {
    const { values, positionals } = parseWords(
      args,
      {
        email: { type: 'string' },
        role: { type: 'string' },
        'two-factor': { type: 'boolean' },
        json: { type: 'boolean' },
      },
      1,
    );
    const [verb] = positionals;
    const task = chooseTask(verb, values);
    const store = await openConfiguredStore(world);
    try {
      await task(store, world);
      return 0;
    } finally {
      await store.close();
    }
  },
};

type Values = {
  readonly email?: string | undefined;
  readonly role?: string | undefined;
  readonly 'two-factor'?: boolean | undefined;
  readonly json?: boolean | undefined;
};

function chooseTask(
  verb: string | undefined,
  { email, role, 'two-factor': twoFactor = false, json = false }: Values,
): (store: Store, world: World) => Promise<void> {
  if (twoFactor && verb !== 'reset') throw new UsageError('--two-factor is for user reset.');
  if (verb === 'list') return (store, world) => list(store, world, json);
  if (verb !== 'create' && verb !== 'reset') throw new UsageError('Say what to do: create, reset, or list.');
  if (!email) throw new UsageError('--email is missing.');
  if (verb === 'reset') {
    const task = twoFactor ? resetTwoFactor : reset;
    return (store, world) => task(store, world, email, json);
  }
  const known = roles.find((candidate) => candidate === role);
  if (!known) throw new UsageError(`--role must be one of ${roles.join(', ')}.`);
  return (store, world) => create(store, world, email, known, json);
}

async function create(store: Store, world: World, email: string, role: Role, json: boolean): Promise<void> {
  const link = await offer(store, world, (secretHash) => ({
    type: 'inviteMember',
    email,
    role,
    secretHash,
    ceiling: 'owner',
  }));
  const days = linkLifetimeMs.invitation / hourMs / 24;
  const sentence = `${email} becomes ${role} by choosing a password here, within ${days} days and once:`;
  say(world, json, sentence, { id: link.memberId, email, role, link: link.url });
}

async function reset(store: Store, world: World, email: string, json: boolean): Promise<void> {
  const member = await memberOf(store, email);
  const link = await offer(store, world, (secretHash) => ({
    type: 'offerPasswordReset',
    memberId: member.id,
    secretHash,
    ceiling: 'owner',
  }));
  const minutes = linkLifetimeMs.password_reset / 60_000;
  const sentence = `${member.email} can choose another password here, within ${minutes} minutes and once:`;
  say(world, json, sentence, { id: member.id, email: member.email, role: member.role, link: link.url });
}

async function resetTwoFactor(store: Store, world: World, email: string, json: boolean): Promise<void> {
  const { id, email: wanted } = await memberOf(store, email);
  const answer = await store.perform({ type: 'resetTwoFactor', memberId: id, ceiling: 'owner' }, { actor });
  if ('refusal' in answer) throw new CommandFailed(answer.refusal.message);
  const sentence = answer.changed
    ? `Two-factor authentication of ${wanted} is off, and their sessions have ended.`
    : `${wanted} had no two-factor authentication.`;
  world.stdout.write(
    json ? `${JSON.stringify({ id, email: wanted, two_factor: false })}\n` : `${sentence}\n`,
  );
}

async function memberOf(store: Store, email: string): Promise<Member> {
  const members = await store.read((reads) => reads.members());
  const wanted = email.trim().toLowerCase();
  const member = members.find((candidate) => candidate.email === wanted && candidate.removedAt === null);
  if (!member) throw new CommandFailed(`There is no member ${wanted}. "candor user list" shows them.`);
  return member;
}

async function offer(
  store: Store,
  world: World,
  commandFor: (secretHash: string) => Command,
): Promise<{ readonly memberId: string | null; readonly url: string }> {
  const secret = newSecret(world.randomBytes);
  const answer = await store.perform(commandFor(hashSecret(secret)), { actor });
  if ('refusal' in answer) throw new CommandFailed(answer.refusal.message);
  return { memberId: answer.subjectId, url: `${readConfig(world.env).publicUrl}/password/${secret}` };
}

function say(
  world: World,
  json: boolean,
  sentence: string,
  made: { readonly link: string } & Readonly<Record<string, string | null>>,
): void {
  world.stdout.write(json ? `${JSON.stringify(made)}\n` : `${sentence}\n  ${made.link}\n`);
}

async function list(store: Store, world: World, json: boolean): Promise<void> {
  const members = await store.read((reads) => reads.members());
  const shown = members
    .filter(({ removedAt }) => removedAt === null)
    .map(({ id, email, role, passwordHash, twoFactor, createdAt }) => ({
      id,
      email,
      role,
      invited: passwordHash === null,
      two_factor: twoFactor !== null && twoFactor.confirmedAt !== null,
      created_at: new Date(createdAt).toISOString(),
    }));
  if (json) {
    world.stdout.write(`${JSON.stringify(shown)}\n`);
    return;
  }
  if (shown.length === 0) {
    world.stdout.write('There are no members. Make one: candor user create --email E --role owner\n');
  }
  for (const { id, email, role, invited, two_factor } of shown) {
    const state = `${invited ? '  invited' : ''}${two_factor ? '  two-factor' : ''}`;
    world.stdout.write(`${id}  ${role.padEnd(6)}  ${email}${state}\n`);
  }
}

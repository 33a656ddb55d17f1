import { expect, test } from 'vitest';
import { type AccessApplication, type Asked, startAccess } from '../../support/access.ts';

const minute = 60_000;

type Shown = {
  readonly id: string;
  readonly author: string;
  readonly changed_by: string;
  readonly publish_at: string | null;
  readonly problem: string | null;
};

/** Keeps a draft that is due in ten minutes, and answers with its address. */
async function timed(
  app: AccessApplication,
  by: Asked,
  name: string,
  publish_at = inMinutes(app, 10),
): Promise<string> {
  const draft = { incident: { name }, publish_at };
  const made = await app.ask('POST', '/pages/{page}/drafts', { ...by, body: { draft } });
  expect(made.status).toBe(201);
  return `/pages/{page}/drafts/${made.body.id}`;
}

function inMinutes(app: AccessApplication, minutes: number): string {
  return new Date(app.clock.now() + minutes * minute).toISOString();
}

/** Those with a time or a problem. */
async function drafts(app: AccessApplication): Promise<readonly Shown[]> {
  const all = await app.ask('GET', '/pages/{page}/drafts', { token: await app.token('viewer') });
  const shown = all.body as unknown as readonly Shown[];
  return shown.filter(({ publish_at, problem }) => publish_at !== null || problem !== null);
}

async function published(app: AccessApplication): Promise<string[]> {
  return (await app.store.read((reads) => reads.newestReports(10, 0))).map(({ name }) => name);
}

/** Lets the time of all drafts come; a last one, by somebody who may publish, tells that the clock has been there. */
async function letTimeCome(app: AccessApplication): Promise<string[]> {
  await timed(app, { token: await app.token('editor') }, 'The clock was here', inMinutes(app, 11));
  app.clock.advance(12 * minute);
  await expect.poll(() => published(app)).toContain('The clock was here');
  return (await published(app)).filter((name) => name !== 'The clock was here');
}

type Case = {
  readonly what: string;
  readonly problem: RegExp;
  /** Somebody who may publish, and how they lose it. */
  readonly arrange: (
    app: AccessApplication,
    owner: string,
  ) => Promise<{ readonly by: Asked; readonly lose: () => Promise<unknown> }>;
};

const cases: readonly Case[] = [
  {
    what: 'a member is removed',
    problem: /not a member any more/,
    arrange: async (app, owner) => {
      const eve = await app.member('editor');
      const path = `/pages/{page}/members/${eve.id}`;
      return { by: { cookie: await app.signIn(eve) }, lose: () => app.ask('DELETE', path, { token: owner }) };
    },
  },
  {
    what: 'a member becomes a viewer',
    problem: /not an editor any more/,
    arrange: async (app, owner) => {
      const eve = await app.member('admin');
      const asked = { token: owner, body: { member: { role: 'viewer' } } };
      const path = `/pages/{page}/members/${eve.id}`;
      return { by: { cookie: await app.signIn(eve) }, lose: () => app.ask('PATCH', path, asked) };
    },
  },
  {
    what: 'a token is revoked',
    problem: /token that changed it last was revoked/,
    arrange: async (app, owner) => {
      const { token, id } = await issued(app, { token: owner });
      const path = `/pages/{page}/tokens/${id}`;
      return { by: { token }, lose: () => app.ask('DELETE', path, { token: owner }) };
    },
  },
  {
    what: 'the membership ends that made the token',
    problem: /token that changed it last was revoked/,
    arrange: async (app, owner) => {
      const eve = await app.member('admin');
      const { token } = await issued(app, { cookie: await app.signIn(eve) });
      const path = `/pages/{page}/members/${eve.id}`;
      return { by: { token }, lose: () => app.ask('DELETE', path, { token: owner }) };
    },
  },
];

async function issued(app: AccessApplication, by: Asked): Promise<{ token: string; id: string }> {
  const body = { token: { name: 'CI', role: 'editor' } };
  const made = await app.ask('POST', '/pages/{page}/tokens', { ...by, body });
  return { token: made.body.token, id: made.body.id };
}

test.each(cases)('when $what, the draft loses its time in that very commit', async ({ problem, arrange }) => {
  const app = await startAccess();
  const owner = await app.token('owner');
  const { by, lose } = await arrange(app, owner);
  const draft = await timed(app, by, 'Too late');
  const body = { draft: { incident: { name: 'Without a time' } } };
  await app.ask('POST', '/pages/{page}/drafts', { ...by, body });
  const before = await app.store.revision();
  await lose();
  expect(await app.store.revision()).toBe(before + 1);
  const [entry] = await app.store.read((reads) => reads.audit({}, 1, 0));
  expect(entry?.payload).toContain('"put":"draft"');
  expect(await drafts(app)).toMatchObject([
    { publish_at: null, problem: expect.stringMatching(problem), changed_by: expect.any(String) },
  ]);
  expect((await drafts(app))[0]?.problem).toMatch(/Publish it by hand, or set a new time\.$/);
  expect(await letTimeCome(app)).toEqual([]);

  expect((await app.ask('POST', `${draft}/publish`, { token: owner })).status).toBe(200);
  expect(await published(app)).toContain('Too late');
});

test('a new time makes it the draft of who sets it', async () => {
  const app = await startAccess();
  const owner = await app.token('owner');
  const eve = await app.member('editor');
  const draft = await timed(app, { cookie: await app.signIn(eve) }, 'Later');
  await app.ask('DELETE', `/pages/{page}/members/${eve.id}`, { token: owner });
  const body = { draft: { publish_at: inMinutes(app, 10) } };
  const changed = await app.ask('PATCH', draft, { token: owner, body });
  expect(changed.body).toMatchObject({
    problem: null,
    author: `member ${eve.id}`,
    changed_by: expect.stringMatching(/^token /),
  });
  expect(await letTimeCome(app)).toEqual(['Later']);
});

test('a draft that somebody else changed since does not go with its first author', async () => {
  const app = await startAccess();
  const owner = await app.token('owner');
  const eve = await app.member('editor');
  const draft = await timed(app, { cookie: await app.signIn(eve) }, 'First words');
  const body = { draft: { incident: { name: 'Better words' } } };
  await app.ask('PATCH', draft, { token: owner, body });
  await app.ask('DELETE', `/pages/{page}/members/${eve.id}`, { token: owner });
  expect(await letTimeCome(app)).toEqual(['Better words']);
});

test('a role that still may publish leaves the time alone, and so does what happens to others', async () => {
  const app = await startAccess();
  const owner = await app.token('owner');
  const eve = await app.member('admin');
  const other = await app.member('editor');
  await timed(app, { cookie: await app.signIn(eve) }, 'On time');
  const asked = { token: owner, body: { member: { role: 'editor' } } };
  await app.ask('PATCH', `/pages/{page}/members/${eve.id}`, asked);
  await app.ask('DELETE', `/pages/{page}/members/${other.id}`, { token: owner });
  expect(await drafts(app)).toMatchObject([{ problem: null, publish_at: '2026-11-23T14:50:00.000Z' }]);
  expect(await letTimeCome(app)).toEqual(['On time']);
});

test('the draft of a token that has expired when it is due stays, with the reason', async () => {
  const app = await startAccess();
  const owner = await app.token('owner');
  const expiring = async (minutes: number) => {
    const body = { token: { name: 'CI', role: 'editor', expires_at: inMinutes(app, minutes) } };
    return (await app.ask('POST', '/pages/{page}/tokens', { token: owner, body })).body.token;
  };
  await timed(app, { token: await expiring(10) }, 'Too late');
  await timed(app, { token: await expiring(20) }, 'On time');
  expect((await drafts(app)).map(({ problem }) => problem)).toEqual([null, null]);
  expect(await letTimeCome(app)).toEqual(['On time']);
  expect(await drafts(app)).toMatchObject([
    {
      publish_at: null,
      problem: expect.stringMatching(/has expired\. Publish it by hand, or set a new time/),
    },
  ]);
});

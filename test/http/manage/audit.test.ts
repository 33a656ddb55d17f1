import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { plainSql } from '../../support/stores.ts';
import { turnsDuring } from '../../support/turns.ts';

type Entry = {
  readonly revision: number;
  readonly actor: string;
  readonly command: string;
  readonly changes: readonly { readonly kind: string; readonly before: unknown; readonly after: unknown }[];
};

test('says who did what, when and from where, with what was before and after', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const { id } = await manage.json<{ id: string }>('POST', '/components', {
    body: { component: { name: 'API' } },
    headers: { 'user-agent': 'deploy-bot/1.0' },
  });
  app.clock.advance(60_000);
  await manage.json('PATCH', `/components/${id}`, { body: { component: { name: 'Web' } }, as: 'admin' });

  const [latest, first] = await manage.json<Entry[]>('GET', '/audit', { as: 'admin' });

  expect(first).toMatchObject({ command: 'addComponent', origin: 'deploy-bot/1.0', subject_id: id });
  expect(latest).toMatchObject({ command: 'editComponent', origin: null, at: '2026-11-23T14:41:00.000Z' });
  expect(latest?.actor).toMatch(/^token [a-z0-9]{12}$/);
  const change = latest?.changes.find(({ kind }) => kind === 'component');
  expect(change).toMatchObject({ before: { id, name: 'API' }, after: { id, name: 'Web' } });
  expect(await app.store.check()).toEqual([]);
});

test('can be narrowed by actor, command, subject and time, and read page by page', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const ids: string[] = [];
  for (const name of ['A', 'B', 'C']) {
    ids.push(
      (await manage.json<{ id: string }>('POST', '/components', { body: { component: { name } } })).id,
    );
    app.clock.advance(60_000);
  }
  const revisions = async (query: string): Promise<number[]> =>
    (await manage.json<Entry[]>('GET', `/audit?${query}`)).map(({ revision }) => revision);
  const all = await revisions('command=addComponent');
  expect(all).toHaveLength(3);
  expect(await revisions(`subject=${ids[1]}`)).toEqual([all[1]]);
  expect(await revisions('command=addComponent&from=2026-11-23T14:41:00Z')).toEqual(all.slice(0, 2));
  expect(await revisions('command=addComponent&to=2026-11-23T14:41:00Z')).toEqual(all.slice(2));
  expect(await revisions('command=addComponent&per_page=2&page=2')).toEqual(all.slice(2));
  const { actor = '' } = (await manage.json<Entry[]>('GET', `/audit?subject=${ids[0]}`))[0] ?? {};
  expect(await revisions(`actor=${encodeURIComponent(actor)}`)).toEqual(all);
  expect(await revisions('actor=nobody')).toEqual([]);
  for (const bad of ['from=yesterday', 'subject=x', 'page=x']) {
    expect([bad, (await manage.send('GET', `/audit?${bad}`)).status]).toEqual([bad, 422]);
  }
});

test('is searched by who, what, and the id or the name of what it was done to', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const named = async (name: string) =>
    (await manage.json<{ id: string }>('POST', '/components', { body: { component: { name } } })).id;
  const old = await named('Zürich Gateway');
  for (let n = 0; n < 130; n += 1) await app.act({ type: 'addGroup', name: `Group ${n}` });
  await manage.json('PATCH', `/components/${old}`, { body: { component: { name: 'Bern' } } });
  const other = await named('Billing');
  const found = async (query: string): Promise<string[]> =>
    (await manage.json<Entry[]>('GET', `/audit?${query}`)).map(({ command }) => command);

  expect(await found('q=z%C3%9Crich')).toEqual(['editComponent', 'addComponent']);
  expect(await found('q=bern')).toEqual(['editComponent']);
  expect(await found(`q=${other}`)).toEqual(['addComponent']);
  expect(await found('q=EDITCOMP')).toEqual(['editComponent']);
  expect(await found('q=Test&command=addGroup&per_page=3')).toEqual(['addGroup', 'addGroup', 'addGroup']);
  expect(await found('q=group&per_page=100&page=2')).toHaveLength(30);
  expect(await found('q=bern&to=2026-11-23T14:40:00Z')).toEqual([]);
  expect(await found('q=for+a+test:+owner&command=editComponent')).toEqual(['editComponent']);
  expect(await found('q=no+such+thing')).toEqual([]);

  const lines = (await (await manage.send('GET', '/audit.jsonl?q=gateway')).text()).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as Entry).command)).toEqual(['addComponent', 'editComponent']);
});

test('is exported whole and in order, one line for each entry', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  for (let n = 0; n < 230; n += 1) await app.act({ type: 'addGroup', name: `Group ${n}` });
  const answer = await manage.send('GET', '/audit.jsonl');
  expect(answer.headers.get('content-type')).toMatch(/^application\/jsonl/);
  const lines = (await answer.text()).trimEnd().split('\n');
  const revisions = lines.map((line) => (JSON.parse(line) as Entry).revision);
  expect(revisions).toEqual(Array.from({ length: await app.store.revision() }, (_, n) => n + 1));
  const some = await manage.send('GET', '/audit.jsonl?command=revokeToken');
  expect((await some.text()).trimEnd().split('\n')).toHaveLength(1);
});

test('is exported and searched with turns for others between long entries', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const body = 'long '.repeat(4_900);
  for (let n = 0; n < 20; n += 1) await app.act({ type: 'addTemplate', name: `${n}`, title: 'Slow', body });
  for (const path of ['/audit.jsonl', '/audit?q=no+such+thing']) {
    const turns = await turnsDuring(async () => (await manage.send('GET', path)).text());
    expect([path, turns > 4]).toEqual([path, true]);
  }
});

test('shows no secret and no hash of one', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const tokens = await app.store.read((reads) => reads.tokens());
  const text = await (await manage.send('GET', '/audit.jsonl')).text();
  expect(text.includes('"kind":"token"')).toBe(true);
  for (const { secretHash } of tokens) expect(text.includes(secretHash)).toBe(false);
  expect(/secret/i.test(text)).toBe(false);
});

test.each(['origin', 'before', 'actor', 'payload'])(
  'an entry whose %s was altered is found',
  async (column) => {
    const app = await startApplication();
    await openCallers(app);
    expect(await app.store.check()).toEqual([]);
    await plainSql(app.location, `UPDATE audit_entries SET ${column} = 'other' WHERE revision = 2`);
    expect(await app.store.check()).toContain('audit entry 2 is not what was written');
  },
);

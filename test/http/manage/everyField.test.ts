import { getTableColumns } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as tables from '../../../server/store/sqliteTables.ts';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { computed } from '../../support/computed.ts';
import { type Description, everyField, type Field } from '../../support/everyField.ts';
import { recordStatements } from '../../support/statements.ts';
import { pathological } from '../../text/pathological.ts';

/** The application with one of each thing on its page, the fields that its manage API takes, and a way to ask. */
async function startDescribed() {
  const app = await startApplication();
  const callers = await openCallers(app);
  const description: Description = await (await app.get('/openapi.json')).json();
  const make = async (path: string, body: object): Promise<string> =>
    (await callers.json<{ id: string }>('POST', path, { body })).id;
  const component = await make('/components', { component: { name: 'API' } });
  const group = { component_group: { name: 'Europe', components: [component] } };
  const ids = new Map([
    ['pages', callers.pageId],
    ['components', component],
    ['component-groups', await make('/component-groups', group)],
    ['incidents', await make('/incidents', { incident: { name: 'Slow', status: 'investigating' } })],
    ['drafts', await make('/drafts', { draft: { incident: { name: 'Drafted' } } })],
    [
      'incident_templates',
      await make('/incident_templates', { template: { name: 'T', title: 'T', body: 'B' } }),
    ],
  ]);
  let asked = 0;
  return {
    app,
    callers,
    description,
    fields: everyField(description, (noun) => ids.get(noun) ?? 'zzzzzzzzzzzz'),
    async ask(method: string, path: string, body: unknown): Promise<{ status: number; text: string }> {
      asked += 1;
      // Below the limit of a minute, so that what is behind it is reached.
      if (asked % 20 === 0) app.clock.advance(60_000);
      const response = await callers.send(method, path, body === undefined ? {} : { body });
      return { status: response.status, text: await response.text() };
    },
  };
}

/** Any kind of thing that is not the kind that a field wants; as text, because no object can be written with such names. */
const wrongKinds = ['[["x"]]', '[[[]]]', '{"length":1e9}', '{"toString":"x","valueOf":1}'];
const reaching = ['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'];

test('threat 25: no field takes another kind of value, or a name that reaches into the language', async () => {
  const { app, fields, ask } = await startDescribed();
  const inBodies = fields.filter(({ place }) => place === 'body');
  const inQueries = fields.filter(({ place }) => place === 'query');
  expect(Math.min(inBodies.length / 10, inQueries.length)).toBeGreaterThan(20);
  const revision = await app.store.revision();
  const taken: string[] = [];
  for (const { name, method, request, isIgnored } of inBodies) {
    const { path, body } = request('HERE');
    for (const value of isIgnored ? reaching : [...wrongKinds, ...reaching]) {
      const { status } = await ask(method, path, JSON.stringify(body).replace('"HERE"', value));
      // Some are for members who are signed in alone.
      if (status !== 422 && status !== 403) taken.push(`${status} ${name}: ${value}`);
    }
  }
  for (const { name, method, request } of inQueries) {
    const { path, body } = request('1');
    const { text } = await ask(method, `${path}&${path.split('?')[1]}`, body);
    if (!text.includes('"code":"query.given_twice"')) taken.push(name);
  }
  expect(taken).toEqual([]);
  expect(await app.store.revision()).toBe(revision);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('threat 7: no operation takes a column of the database that it does not name', async () => {
  const { app, fields, ask } = await startDescribed();
  const columns = Object.values(tables).flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([name, column]) => [name, column.name]),
  );
  expect(new Set(columns).size).toBeGreaterThan(100);
  const inBodies = fields.filter(({ place }) => place === 'body');
  const objects = new Map(inBodies.map((field) => [objectOf(field), field]));
  const revision = await app.store.revision();
  const taken: string[] = [];
  for (const [object, { method, request }] of objects) {
    const known = inBodies.filter((field) => objectOf(field) === object).map(nameIn);
    const { path, body } = request('HERE');
    const unknown = [...new Set(columns)].filter((column) => !known.includes(column));
    const more = unknown.map((column) => `${JSON.stringify(column)}:"x"`).join(',');
    const { status, text } = await ask(method, path, JSON.stringify(body).replace(/"\w+":"HERE"/, more));
    const missed = unknown.filter((column) => !text.includes(`\\"${column}\\"`));
    if (status !== 403 && missed.length > 0)
      taken.push(`${status} ${object} ${missed.slice(0, 9)} ${text.slice(0, 99)}`);
  }
  expect(taken).toEqual([]);
  expect(await app.store.revision()).toBe(revision);
});

/** Operation and object that a field is in. */
function objectOf({ name }: Field): string {
  return name.replace(/[^ .]+$/, '');
}

function nameIn({ name }: Field): string {
  return /[^ .]+$/.exec(name)?.[0] ?? '';
}

test('threat 24: no text in any field becomes part of a statement', async () => {
  const { fields, ask } = await startDescribed();
  const statements = recordStatements();
  const taken: string[] = [];
  for (const { name, method, request } of fields) {
    const { path, body } = request(`zq' OR 1=1; DROP TABLE page; --" \`zq\` $1 ?1 :zq @zq`);
    const { status } = await ask(method, path, body);
    if (status < 300) taken.push(name);
    expect([name, status < 500]).toEqual([name, true]);
  }
  expect(taken.length).toBeGreaterThan(50);
  const texts = [...statements.texts()];
  expect(texts.length).toBeGreaterThan(50);
  expect(texts.filter((sql) => sql.includes('zq'))).toEqual([]);
});

const long = 100_000;
/** Texts that backtracking expressions and quadratic loops choke on: they nearly match until their end. */
const nearlyMatching = [' ', '\n', 'a', '0-', '[](', 'a@a.'].map(
  (unit) => `${unit.repeat(long / unit.length)}!`,
);
const ordinary = 'Some words, and 3 more. ';
/** So much longer than ordinary words of the same length may a text take; squaring the length would take far more. */
const muchLonger = 10;

/** What seems slow is measured again: what the process had to do besides is not there each time. */
async function atBest(limitMs: number, took: () => Promise<number>): Promise<number> {
  let ms = await took();
  for (let tries = 0; tries < 3 && ms > limitMs; tries += 1) ms = Math.min(ms, await took());
  return ms;
}

test('threat 22: no field takes long to look at a text of 100,000 characters', async () => {
  const { fields, ask } = await startDescribed();
  // PUT takes what PATCH takes.
  const looked = fields.filter(({ method, isIgnored }) => method !== 'PUT' && !isIgnored);
  const took = async ({ method, request }: Field, text: string): Promise<number> => {
    const { path, body } = request(text);
    const began = computed();
    await ask(method, path, body);
    return computed() - began;
  };
  let usualMs = 0;
  for (const field of looked) {
    usualMs = Math.max(usualMs, await took(field, ordinary.repeat(long / ordinary.length)));
  }
  const slow: string[] = [];
  for (const field of looked) {
    for (const text of nearlyMatching) {
      const ms = await atBest(muchLonger * usualMs, () => took(field, text));
      if (ms > muchLonger * usualMs) slow.push(`${Math.round(ms)} ms ${field.name} ${text.slice(0, 9)}`);
    }
  }
  expect(slow).toEqual([]);
});

test('threat 22: no text of an incident takes long to be published', async () => {
  const app = await startApplication();
  const callers = await openCallers(app);
  const took = async (text: string): Promise<number> => {
    const began = computed();
    const incident = { name: 'Slow', status: 'investigating', body: text };
    const { id } = await callers.json<{ id: string }>('POST', '/incidents', { body: { incident } });
    const ms = computed() - began;
    // Else the next one is published together with it.
    await callers.json('DELETE', `/incidents/${id}`);
    return ms;
  };
  let usualMs = 0;
  for (let n = 0; n < 5; n += 1) usualMs = Math.max(usualMs, await took(ordinary.repeat(1_000)));
  const slow: string[] = [];
  for (const [name, text] of pathological) {
    const ms = await atBest(muchLonger * usualMs, () => took(text));
    if (ms > muchLonger * usualMs) slow.push(`${Math.round(ms)} ms ${name}`);
  }
  expect(slow).toEqual([]);
});

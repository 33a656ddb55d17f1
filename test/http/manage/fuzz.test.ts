import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../server/cli/seededRandom.ts';
import { Passwords } from '../../../server/http/access/passwords.ts';
import { newIds } from '../../../server/newIds.ts';
import { startApplication, type TestApplication } from '../../support/application.ts';
import { type Callers, openCallers } from '../../support/callers.ts';
import { computed } from '../../support/computed.ts';
import type { Description } from '../../support/everyField.ts';
import { type DescribedOperation, Fuzzer, type FuzzRequest } from '../../support/fuzz.ts';

/** `npm run drills` sends more. */
const requests = Number(process.env.FUZZ_REQUESTS ?? 5_000);
/** The same seed asks the same things and, as ids come from it as well, gets the same answers. */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_123);
const slowMs = 250;
/** Hashing a password takes long on purpose, so that guessing many takes for ever. */
const hashing = /^\/(session|password|setup)/;
/** Below the limit of a minute, so that what is behind it is reached. */
const perMinute = 500;
/** The page is cleared and filled anew this often: each commit publishes all that is open, and that heaps up. */
const perFurnishing = 2_000;

/** Says what is wrong with an answer by the description; null when nothing is. */
class Judge {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(description: Description) {
    this.#ajv.addSchema(description, 'api');
  }

  problem(chosen: Chosen, request: FuzzRequest, { status, text }: Timed): string | null {
    if (status >= 500 && status !== 501) return `answers ${status}`;
    if (/\bat .*\.(ts|js):\d+|node_modules|SQLITE|ECONN/.test(text)) return 'tells of our insides';
    if (request.method === 'HEAD') return text === '' ? null : 'has a body';
    const isElsewhere = request.method !== chosen.method || /"code":"path\.(unknown|not_built)"/.test(text);
    if (isElsewhere) return status < 400 ? null : this.#mismatch('error', null, text);
    const response = chosen.operation.responses[status];
    if (response === undefined) return `answers ${status}, which is not described`;
    const isLines = /jsonl/.test(JSON.stringify(response));
    const lines = isLines ? text.split('\n').filter((line) => line !== '') : [text];
    const pointer = `${chosen.operation.operationId} ${status}`;
    return lines.map((line) => this.#mismatch(pointer, response, line)).find((each) => each !== null) ?? null;
  }

  #mismatch(pointer: string, response: unknown, text: string): string | null {
    const validate = this.#validator(pointer, response);
    if (validate === null) return text === '' ? null : 'has a body where none is described';
    if (text === '') return 'has no body where one is described';
    const isText = /text\/csv/.test(JSON.stringify(response));
    return validate(isText ? text : JSON.parse(text))
      ? null
      : `is not of its schema: ${this.#ajv.errorsText(validate.errors)}`;
  }

  #validator(pointer: string, response: unknown): ValidateFunction | null {
    const known = this.#compiled.get(pointer);
    if (known) return known;
    const found = JSON.stringify(response ?? {});
    const isError = response === null || /#\/components\/responses\//.test(found);
    const content = (response as { content?: Record<string, { schema: object }> } | null)?.content ?? {};
    const schema = isError ? { $ref: '#/components/schemas/Error' } : Object.values(content)[0]?.schema;
    if (!schema) return null;
    const text = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
    const validate = this.#ajv.compile(JSON.parse(text));
    this.#compiled.set(pointer, validate);
    return validate;
  }
}

type Chosen = { readonly method: string; readonly path: string; readonly operation: DescribedOperation };

/** `ms` is the most that the process computed for it before anything else had a turn. */
type Timed = { readonly status: number; readonly text: string; readonly ms: number };

async function send(app: TestApplication, { method, path, headers, body }: FuzzRequest): Promise<Timed> {
  let measured = computed();
  let ms = 0;
  let isOver = false;
  const turn = (): void => {
    const now = computed();
    ms = Math.max(ms, now - measured);
    measured = now;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const answer = await app.app.request(path, { method, headers, ...(body === null ? {} : { body }) });
  const text = await answer.text();
  isOver = true;
  turn();
  return { status: answer.status, text, ms };
}

/** What hashing one password takes here and now. */
async function hashingMs(): Promise<number> {
  const began = computed();
  await new Passwords(() => 'a'.repeat(43)).hash('violet tandem ocean');
  return computed() - began;
}

test(`${requests} requests, valid and nasty, are all answered as described and at once (seed ${seed})`, async () => {
  const draw = seededRandom(seed);
  const app = await startApplication({
    newIds: (count) => newIds(count, (size) => Uint8Array.from({ length: size }, () => draw() * 256)),
  });
  const callers = await openCallers(app);
  const description: Description = await (await app.get('/openapi.json')).json();
  const fuzzer = new Fuzzer(seed, description.components.schemas);
  const judge = new Judge(description);
  const slowHashingMs = slowMs + (await hashingMs());
  const all = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // Ends the callers' own tokens, and then nothing else would be asked.
      .filter(([method]) => !(method === 'delete' && path.includes('/tokens/')))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const problems: string[] = [];
  const slow: string[] = [];
  const statuses = new Map<number, number>();
  const reached = new Set<string>();

  for (let n = 0; n < requests; n += 1) {
    if (n % perMinute === 0) app.clock.advance(60_000);
    if (n % perFurnishing === 0) {
      await clear(app, fuzzer);
      await furnish(callers, fuzzer);
    }
    // Each in turn, and by another caller in each round, whatever their number. Every other request is for one that did
    // nothing but refuse so far.
    const turn = Math.floor(n / 2);
    const round = Math.floor(turn / all.length);
    const refusing = n % 2 ? all.filter(({ operation }) => !reached.has(operation.operationId)) : [];
    const some = refusing.length > 0 ? refusing : all;
    const chosen = some[turn % some.length];
    const caller = (turn + round) % 20;
    if (!chosen) throw new Error('nothing is described');
    if (chosen.path.endsWith('/order')) {
      fuzzer.knowOrder((await callers.json<{ order: unknown[] }>('GET', '/order')).order);
    }
    const request = fuzzer.request(chosen.method, chosen.path, chosen.operation, callers.pageId);
    request.headers.authorization = `Bearer ${callers.tokens[caller === 0 ? 'viewer' : caller === 1 ? 'revoked' : 'owner']}`;
    const answer = await send(app, request);
    const label = `${n}: ${request.method} ${request.path.slice(0, 200)} ${String(request.body).slice(0, 300)}`;
    if (answer.ms >= (hashing.test(chosen.path) ? slowHashingMs : slowMs)) {
      slow.push(`${Math.round(answer.ms)} ms ${label}`);
    }
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    const problem = judge.problem(chosen, request, answer);
    if (problem !== null) problems.push(`${label}: ${problem}`);
    if (problems.length >= 10) break;
    if (answer.status >= 300 || request.method !== chosen.method) continue;
    reached.add(chosen.operation.operationId);
    if (chosen.method !== 'GET') learn(fuzzer, chosen, request.path, answer.text);
  }

  expect(problems).toEqual([]);
  expect(slow).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(await app.store.check()).toEqual([]);
  // The run must reach what it is to test.
  for (const status of [200, 201, 204, 400, 401, 403, 404, 409, 412, 413, 422]) {
    expect([status, (statuses.get(status) ?? 0) > 5]).toEqual([status, true]);
  }
  const missed = all.filter(
    ({ operation }) => operation.security === undefined && !reached.has(operation.operationId),
  );
  expect(missed.map(({ operation }) => operation.operationId)).toEqual([]);
  expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(requests / 6);
}, 1_800_000);

/** What was made can be asked for from now on, and what is gone no more. */
function learn(fuzzer: Fuzzer, { method, path }: Chosen, asked: string, text: string): void {
  // Nothing was done.
  if (text.includes('"would_answer"')) return;
  const [, noun = '', id = ''] = /.*\/([\w-]+)\/([a-z0-9]{12})/.exec(asked) ?? [];
  if (path.endsWith('/postmortem')) {
    if (method === 'PUT') fuzzer.know('postmortem', id);
    else fuzzer.forget('postmortem', id);
  } else if (method === 'DELETE') fuzzer.forget(noun, id);
  else if (text !== '') learnMade(fuzzer, path, text);
}

function learnMade(fuzzer: Fuzzer, path: string, text: string): void {
  const { id, member, incident_updates } = JSON.parse(text) as {
    id?: string;
    member?: { id: string };
    incident_updates?: { id: string }[];
  };
  const own = id ?? member?.id;
  if (own === undefined) return;
  if (/\/(incident_updates|announcements)\//.test(path)) return;
  const noun = incident_updates
    ? 'incidents'
    : path.split('/').findLast((part) => !/^(\{|publish|password|reactivate$|restore$|status$)/.test(part));
  fuzzer.know(noun ?? '', own);
  for (const update of incident_updates ?? []) {
    fuzzer.know('incidents/incident_updates', `${own}/${update.id}`);
  }
}

/** Takes everything from the page. */
async function clear(app: TestApplication, fuzzer: Fuzzer): Promise<void> {
  const by = { actor: 'test' };
  for (const { id } of await app.store.read((reads) => reads.series())) {
    await app.perform({ type: 'removeSeries', seriesId: id }, by);
    fuzzer.forget('maintenance_series', id);
  }
  for (const { id } of await app.store.read((reads) => reads.newestReports(10_000, 0))) {
    await app.perform({ type: 'deleteIncident', incidentId: id }, by);
    fuzzer.forget('incidents', id);
  }
  for (const { id } of await app.store.read((reads) => reads.components())) {
    await app.perform({ type: 'retireComponent', componentId: id }, by);
  }
  for (const { id } of await app.store.read((reads) => reads.groups())) {
    await app.perform({ type: 'removeGroup', groupId: id }, by);
    fuzzer.forget('component-groups', id);
  }
  await app.published(await app.store.revision());
}

async function furnish(callers: Callers, fuzzer: Fuzzer): Promise<void> {
  const series = { starts_at: '2026-11-30T22:00', duration_minutes: 60, rrule: 'FREQ=WEEKLY' };
  const make = async (path: string, body: object): Promise<string> => {
    const made = await callers.json<{ id: string }>('POST', path, { body });
    learnMade(fuzzer, path, JSON.stringify(made));
    return made.id;
  };
  for (let n = 0; n < 4; n += 1) {
    const id = await make('/components', { component: { name: `Component ${n}` } });
    await make('/component-groups', { component_group: { name: `Group ${n}`, components: [] } });
    await make('/drafts', { draft: { incident: { name: `Draft ${n}`, status: 'identified' } } });
    await make('/incident_templates', { template: { name: `Template ${n}`, title: 'Slow', body: 'Why' } });
    await make('/members', { member: { email: `member${n}@example.com`, role: 'viewer' } });
    await make('/maintenance_series', {
      maintenance_series: { name: `Series ${n}`, component_ids: [id], ...series },
    });
    const open = await make('/incidents', { incident: { name: `Incident ${n}`, status: 'investigating' } });
    const announced = await callers.json<{ id: string }[]>('GET', `/incidents/${open}/announcements`);
    expect(announced).not.toEqual([]);
    for (const each of announced) fuzzer.know('incidents/announcements', `${open}/${each.id}`);
    await make('/subscribers', { subscriber: { endpoint: `https://hooks.example.com/${open}` } });
    // Those who have confirmed, and those who can be asked again to.
    for (const confirmed of [true, false]) {
      const email = `reader${n}-${confirmed}@example.com`;
      const reader = await make(`/incidents/${open}/subscribers`, {
        subscriber: { email, skip_confirmation_notification: confirmed },
      });
      fuzzer.know('incidents/subscribers', `${open}/${reader}`);
    }
    const over = await make('/incidents', { incident: { name: `Incident ${n}`, status: 'resolved' } });
    const body = { postmortem: { body_draft: 'Why it happened' } };
    await callers.json('PUT', `/incidents/${over}/postmortem`, { body });
    fuzzer.know('postmortem', over);
  }
}

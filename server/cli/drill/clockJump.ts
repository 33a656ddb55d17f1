import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { hashSecret, newSecret } from '../../secret.ts';
import { type Control, type Drill, nothing } from './drill.ts';
import { prepareFaults } from './faults.ts';
import { type Server, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The server looks at its clock at least once a minute. */
const noticedMs = 65_000;
const email = 'drill@drill.invalid';
const password = 'violet tandem ocean';
/** Where the server believes to be: its PUBLIC_URL when nothing is said and the port is any. */
const origin = 'http://localhost:0';

/** The clock goes an hour forward, two hours back and forward again, while a maintenance is due. */
export const clockJump: Drill = {
  name: 'clock-jump',
  summary: 'the clock goes an hour forward, two hours back, and forward again, while a maintenance is due',
  async run(stage) {
    const faults = prepareFaults(stage);
    const secret = newSecret(stage.world.randomBytes);
    await invite(stage, secret);
    // Half a day ago somebody signs in, whose session will have ended.
    faults.shiftClock(-12.5 * hourMs);
    const server = await startServer(stage, faults.env);
    await ask(stage, server, 'POST', '/v1/password', { token: secret, password });
    const ended = await signIn(stage, server);
    faults.shiftClock(0);
    const sessions = new Sessions(stage, server, ended, await signIn(stage, server));
    await sessions.look('at the right time');

    const now = stage.world.clock.now();
    const maintenanceId = await create(stage, server, {
      name: 'Drill of the clock: maintenance',
      scheduled_for: new Date(now + 20 * minuteMs).toISOString(),
      scheduled_until: new Date(now + 40 * minuteMs).toISOString(),
    });
    const incidentId = await create(stage, server, { name: 'Drill of the clock: incident', body: 'First.' });

    faults.shiftClock(hourMs);
    // A commit makes the server look at once; without one it does so within a minute.
    if (stage.isShort) await update(stage, server, incidentId, 'Second.', 'identified');
    const waitedMs = await waitUntil(stage, noticedMs, async () =>
      (await updatesOf(stage, maintenanceId)).some(({ status }) => status === 'completed'),
    );
    if (!stage.isShort) await update(stage, server, incidentId, 'Second.', 'identified');
    await sessions.look('an hour ahead');

    faults.shiftClock(-hourMs);
    await update(stage, server, incidentId, 'Third.', 'resolved');
    await sessions.look('an hour behind');
    faults.shiftClock(hourMs);
    await create(stage, server, { name: 'Drill of the clock: another', status: 'resolved', body: 'Over.' });
    await sessions.look('an hour ahead again');
    await server.kill();

    const done = (await updatesOf(stage, maintenanceId)).map(({ status }) => status);
    const told = await updatesOf(stage, incidentId);
    return {
      expectations: [
        onceEach(done),
        {
          expected: 'a jump forward is noticed within a minute',
          saw: Number.isFinite(waitedMs) ? `${waitedMs} ms` : 'not at all',
          holds: waitedMs <= noticedMs,
        },
        {
          expected: 'updates of an incident stand in the order in which they were posted',
          saw: told.map(({ words, status }) => `${words} (${status})`).join(' '),
          holds: told.map(({ words }) => words).join(' ') === 'First. Second. Third.',
        },
        nothing('who is signed in stays so, and an ended session stays ended', '8 looks', sessions.wrong),
      ],
      control: carelessControl(now, [0, hourMs, -hourMs, hourMs]),
    };
  },
};

function onceEach(statuses: readonly string[]) {
  return {
    expected: 'the maintenance begins once and ends once',
    saw: statuses.join(', '),
    holds: statuses.join() === 'scheduled,in_progress,completed',
  };
}

/** Whether two browsers are signed in: one whose session has ended, and one that goes on. */
class Sessions {
  readonly wrong: string[] = [];
  readonly #ask: (cookie: string) => Promise<number>;
  readonly #ended: string;
  readonly #live: string;

  constructor(stage: Stage, server: Server, ended: string, live: string) {
    this.#ask = async (cookie) => (await ask(stage, server, 'GET', '/v1/session', null, cookie)).status;
    this.#ended = ended;
    this.#live = live;
  }

  async look(when: string): Promise<void> {
    const [ended, live] = [await this.#ask(this.#ended), await this.#ask(this.#live)];
    if (ended !== 401) this.wrong.push(`the ended session is answered with ${ended} ${when}`);
    if (live !== 200) this.wrong.push(`the live session is answered with ${live} ${when}`);
  }
}

async function invite(stage: Stage, secret: string): Promise<void> {
  await withData(stage, (store) =>
    store.perform(
      { type: 'inviteMember', email, role: 'owner', secretHash: hashSecret(secret), ceiling: 'owner' },
      { actor: 'drill' },
    ),
  );
}

async function ask(
  stage: Stage,
  server: Server,
  method: string,
  path: string,
  body: object | null,
  cookie?: string,
): Promise<Response> {
  const access = cookie === undefined ? { authorization: `Bearer ${stage.keys[0]}` } : { cookie };
  const isOpen = /\/(password|session)$/.test(path) && method === 'POST';
  return fetch(`${server.origin}${path}`, {
    method,
    headers: {
      ...(isOpen ? {} : access),
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
    },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
}

async function signIn(stage: Stage, server: Server): Promise<string> {
  const response = await ask(stage, server, 'POST', '/v1/session', { email, password });
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  if (cookie === '') throw new Error(`nobody could sign in: ${response.status} ${await response.text()}`);
  return cookie;
}

async function create(stage: Stage, server: Server, incident: object): Promise<Id> {
  const path = `/v1/pages/${stage.pageId}/incidents`;
  const response = await ask(stage, server, 'POST', path, { incident });
  if (!response.ok) throw new Error(`an incident was answered with ${response.status}`);
  const { id }: { id: Id } = await response.json();
  return id;
}

async function update(
  stage: Stage,
  server: Server,
  id: Id,
  words: string,
  status: 'identified' | 'resolved',
): Promise<void> {
  const path = `/v1/pages/${stage.pageId}/incidents/${id}`;
  const response = await ask(stage, server, 'PATCH', path, { incident: { body: words, status } });
  if (!response.ok) throw new Error(`an update was answered with ${response.status}`);
}

/** What the public reads of a report, the oldest first. */
async function updatesOf(
  stage: Stage,
  id: Id,
): Promise<readonly { readonly status: string; readonly words: string }[]> {
  const report = await withData(stage, (store) => store.read((reads) => reads.report(id)));
  return [...(report?.updates ?? [])]
    .sort((a, b) => a.displayAt - b.displayAt)
    .map(({ status, text }) => ({ status, words: text.source }));
}

/** How long it took, ms; infinite when it did not happen in time. */
async function waitUntil({ world }: Stage, longestMs: number, isSo: () => Promise<boolean>): Promise<number> {
  const beganAt = world.clock.now();
  while (!(await isSo())) {
    if (world.clock.now() - beganAt > longestMs) return Number.POSITIVE_INFINITY;
    await pause(200);
  }
  return world.clock.now() - beganAt;
}

/** A maintenance whose status is what the clock says, and which tells of each change. */
function carelessControl(now: number, shifts: readonly number[]): Control {
  const told = ['scheduled'];
  for (const shift of shifts) {
    const at = now + shift;
    const status =
      at < now + 20 * minuteMs ? 'scheduled' : at < now + 40 * minuteMs ? 'in_progress' : 'completed';
    if (told.at(-1) !== status) told.push(status);
  }
  return {
    without: 'remembering what was done',
    saw: told.join(', '),
    failed: !onceEach(told).holds,
  };
}

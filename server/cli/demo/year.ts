import type { Command } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import { seededRandom } from '../seededRandom.ts';
import { business, businessName, openNow, plannedWork, type Scenario, scenarios } from './business.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Does a command as if it were the given time, and answers with the id of what it made. */
export type PerformAt = (at: number, command: Command) => Promise<Id>;

/** Component ids by name. */
export type Cast = ReadonlyMap<string, Id>;

/** What the demo is about when it starts: its components, and the incident that is open. */
export type Opening = { readonly cast: Cast; readonly openIncidentId: Id };

type Event = { readonly at: number; readonly run: () => Promise<void> };

/** Plays a year of plausible history that ends at `now`, through the same commands as everything else. */
export async function playYear(
  now: number,
  perform: PerformAt,
  progress: (done: number, total: number) => void,
): Promise<Opening> {
  const start = now - 365 * dayMs;
  await perform(start, { type: 'configurePage', name: businessName, timeZone: 'Etc/UTC' });
  const cast = await addComponents(now, start, perform);
  const random = seededRandom(20_260_101);
  const events: Event[] = [];
  let openIncidentId: Id = '';

  for (let at = start + 2 * dayMs; at < now - 3 * dayMs; at += (3 + random() * 14) * dayMs) {
    const scenario = pick(scenarios, random);
    if (at - start < dayMs * 283 && scenario.name.startsWith('Images')) continue;
    events.push(
      ...scenarioEvents(scenario, whole(at + random() * 10 * hourMs), now, cast, perform, () => {}),
    );
  }
  for (let at = start + 20 * dayMs; at < now - 5 * dayMs; at += (21 + random() * 10) * dayMs) {
    const work = pick(plannedWork, random);
    const begins = whole(at - (at % dayMs) + 2 * hourMs);
    events.push(
      ...workEvents(work, whole(begins - 4 * dayMs), begins, begins + work.minutes * minuteMs, cast, perform),
    );
  }
  const [upgrade] = plannedWork;
  if (upgrade) {
    const begins = whole(now - (now % dayMs) + 3 * dayMs + 2 * hourMs);
    events.push(
      ...workEvents(upgrade, now - 2 * dayMs, begins, begins + upgrade.minutes * minuteMs, cast, perform),
    );
  }
  events.push(
    ...scenarioEvents(openNow, now - 38 * minuteMs, now, cast, perform, (id) => {
      openIncidentId = id;
    }),
  );

  const past = events.filter((event) => event.at <= now).sort((a, b) => a.at - b.at);
  for (const [index, event] of past.entries()) {
    await event.run();
    progress(index + 1, past.length);
  }
  return { cast, openIncidentId };
}

async function addComponents(now: number, start: number, perform: PerformAt): Promise<Cast> {
  const cast = new Map<string, Id>();
  for (const { group, components } of business) {
    const groupId = group === null ? null : await perform(start, { type: 'addGroup', name: group });
    for (const { name, description, age } of components) {
      const startDate = new Date(age === undefined ? start : now - age * dayMs).toISOString().slice(0, 10);
      cast.set(
        name,
        await perform(start, {
          type: 'addComponent',
          name,
          description: description ?? null,
          groupId,
          startDate,
        }),
      );
    }
  }
  return cast;
}

/** The steps of a scenario that have happened by `now`. */
function scenarioEvents(
  scenario: Scenario,
  begins: number,
  now: number,
  cast: Cast,
  perform: PerformAt,
  opened: (id: Id) => void,
): Event[] {
  let incidentId: Id = '';
  let at = begins;
  return scenario.steps.flatMap((step, index) => {
    at += step.after * minuteMs;
    if (at > now) return [];
    const stepAt = at;
    const run = async (): Promise<void> => {
      const made = await perform(stepAt, stepCommand(scenario, index, incidentId, cast));
      if (index > 0) return;
      incidentId = made;
      opened(made);
    };
    return [{ at: stepAt, run }];
  });
}

/** The command that does one step of a scenario: the first opens the incident. */
export function stepCommand(scenario: Scenario, index: number, incidentId: Id, cast: Cast): Command {
  const step = scenario.steps[index];
  if (!step) throw new Error(`"${scenario.name}" has no step ${index}`);
  const statuses = Object.fromEntries(
    Object.entries(step.statuses ?? {}).map(([name, status]) => [cast.get(name) ?? name, status]),
  );
  const said = { status: step.status, text: renderMarkdown(step.text), statuses };
  return index === 0
    ? { type: 'openIncident', name: scenario.name, ...said }
    : { type: 'postUpdate', incidentId, ...said };
}

function workEvents(
  work: (typeof plannedWork)[number],
  announcedAt: number,
  begins: number,
  ends: number,
  cast: Cast,
  perform: PerformAt,
): Event[] {
  const schedule = async (): Promise<void> => {
    await perform(announcedAt, {
      type: 'scheduleMaintenance',
      name: work.name,
      text: renderMarkdown(work.text),
      componentIds: work.components.flatMap((name) => cast.get(name) ?? []),
      scheduledFor: begins,
      scheduledUntil: ends,
    });
  };
  const advance = (at: number) => async (): Promise<void> => {
    await perform(at, { type: 'advanceMaintenances' });
  };
  return [
    { at: announcedAt, run: schedule },
    { at: begins, run: advance(begins) },
    { at: ends, run: advance(ends) },
  ];
}

function pick<T>(list: readonly T[], random: () => number): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('there is nothing to pick from');
  return chosen;
}

function whole(instant: number): number {
  return Math.round(instant);
}

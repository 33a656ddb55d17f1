import type { Clock } from '../../clock.ts';
import type { Command } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import { openNow, plannedWork, type Scenario, scenarios } from './business.ts';
import { type Opening, stepCommand } from './year.ts';

/** The pause between two things that happen while one watches. */
const stepMs = 40_000;
const workBeginsMs = 2 * 60_000;
const workLastsMs = 3 * 60_000;

type Perform = (command: Command) => Promise<Id | null>;

/** Lets the made-up business live on: every 40 seconds something happens. Returns how to stop it. */
export function simulate(
  opening: Opening,
  clock: Clock,
  perform: Perform,
  onError: (error: unknown) => void,
): () => void {
  const happenings = story(opening, clock, perform);
  let cancel = (): void => {};
  const wait = (): void => {
    cancel = clock.wakeAt(clock.now() + stepMs, async () => {
      try {
        await (await happenings.next()).value?.();
      } catch (error) {
        onError(error);
      }
      wait();
    });
  };
  wait();
  return () => cancel();
}

/** First the open incident ends; then planned work and incidents take turns for ever. */
async function* story({ cast, openIncidentId }: Opening, clock: Clock, perform: Perform) {
  for (let index = 2; index < openNow.steps.length; index += 1) {
    yield () => perform(stepCommand(openNow, index, openIncidentId, cast));
  }
  for (let round = 0; ; round += 1) {
    const work = plannedWork[(round + 1) % plannedWork.length];
    if (work) {
      yield () =>
        perform({
          type: 'scheduleMaintenance',
          name: work.name,
          text: renderMarkdown(work.text),
          componentIds: work.components.flatMap((name) => cast.get(name) ?? []),
          scheduledFor: clock.now() + workBeginsMs,
          scheduledUntil: clock.now() + workBeginsMs + workLastsMs,
        });
    }
    const scenario = scenarios[(round * 3) % scenarios.length];
    if (scenario) yield* incident(scenario, cast, perform);
  }
}

async function* incident(scenario: Scenario, cast: Opening['cast'], perform: Perform) {
  let incidentId: Id = '';
  for (let index = 0; index < scenario.steps.length; index += 1) {
    yield async () => {
      const made = await perform(stepCommand(scenario, index, incidentId, cast));
      if (index === 0) incidentId = made ?? '';
    };
  }
}

import { openConfigured } from '../../application.ts';
import { newIds } from '../../newIds.ts';
import { Progress } from '../progress.ts';
import type { World } from '../world.ts';
import { type Opening, playYear } from './year.ts';

const actor = 'demo';

/** Plays the year into a fresh store whose clock follows the story. */
export async function inventYear({ clock, randomBytes, stderr }: World, dataDir: string): Promise<Opening> {
  const now = clock.now();
  let storyTime = now;
  const store = await openConfigured({ dataDir, databaseUrl: null }, { now: () => storyTime }, (count) =>
    newIds(count, randomBytes),
  );
  const bar = new Progress(stderr, 'Inventing a year');
  try {
    return await playYear(
      now,
      async (at, command) => {
        storyTime = at;
        const answer = await store.perform(command, { actor });
        if ('refusal' in answer) throw new Error(`${command.type}: ${answer.refusal.message}`);
        return answer.subjectId ?? '';
      },
      (done, total) => bar.show(done, total),
    );
  } finally {
    bar.end();
    await store.close();
  }
}

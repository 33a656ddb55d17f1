import { type Signal, signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type Answer, changesMade, read } from './ask.ts';

/** What was last read of something, and whether the last look failed. */
export type Live<T> = {
  readonly answer: Answer<T> | null;
  readonly error: unknown;
  /** Looks again now. */
  readonly reload: () => void;
};

const lookAgainAfterMs = 20_000;

/** One thing that is read: shared by all who show it, read again as long as somebody does. */
class Reading<T> {
  readonly state: Signal<{ answer: Answer<T> | null; error: unknown }>;
  readonly #read: () => Promise<Answer<T>>;
  #watchers = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;

  constructor(reading: () => Promise<Answer<T>>) {
    this.#read = reading;
    this.state = signal({ answer: null, error: null });
  }

  watch(): () => void {
    this.#watchers += 1;
    if (this.#watchers === 1) this.look();
    return () => {
      this.#watchers -= 1;
      if (this.#watchers === 0) clearTimeout(this.#timer);
    };
  }

  /** A look that is asked for while one is under way follows it, so that what is shown is never older than the wish. */
  look(): void {
    if (this.#watchers === 0) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    clearTimeout(this.#timer);
    this.#read()
      .then(
        (answer) => {
          this.state.value = { answer, error: null };
        },
        (error: unknown) => {
          this.state.value = { answer: this.state.value.answer, error };
        },
      )
      .finally(() => {
        this.#running = false;
        if (this.#again) {
          this.#again = false;
          this.look();
        } else if (this.#watchers > 0) {
          this.#timer = setTimeout(() => this.#lookIfSeen(), lookAgainAfterMs);
        }
      });
  }

  #lookIfSeen(): void {
    if (document.visibilityState === 'visible') this.look();
    else this.#timer = setTimeout(() => this.#lookIfSeen(), lookAgainAfterMs);
  }
}

const readings = new Map<string, { look(): void }>();

/** Forgets everything that was read, for whoever signs in next. */
export function forgetReadings(): void {
  readings.clear();
}

function lookEverywhere(): void {
  for (const reading of readings.values()) reading.look();
}

changesMade.subscribe(lookEverywhere);
addEventListener('focus', lookEverywhere);
addEventListener('online', lookEverywhere);

function readingOf<T>(name: string, reading: () => Promise<Answer<T>>): Reading<T> {
  const known = readings.get(name) as Reading<T> | undefined;
  if (known) return known;
  const made = new Reading(reading);
  readings.set(name, made);
  return made;
}

function useReading<T>(name: string, how: () => Promise<Answer<T>>): Live<T> {
  // The name stands for how it is read
  const reading = useMemo(() => readingOf(name, how), [name]);
  useEffect(() => reading.watch(), [reading]);
  return { ...reading.state.value, reload: () => reading.look() };
}

/** What a path of the API answers: read now, after each change of this tab, on return to it, and every 20 seconds. */
export function useLive<T>(path: string): Live<T> {
  return useReading(path, () => read<T>(path));
}

const perPage = 100;

/** A whole list, page by page. */
export function useLiveList<T>(path: string): Live<readonly T[]> {
  return useReading(`${path} *`, () => readAll<T>(path));
}

async function readAll<T>(path: string): Promise<Answer<readonly T[]>> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const { body, revision } = await read<readonly T[]>(
      `${path}${path.includes('?') ? '&' : '?'}page=${page}&per_page=${perPage}`,
    );
    all.push(...body);
    if (body.length < perPage) return { body: all, revision };
  }
}

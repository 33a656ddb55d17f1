import type { Clock } from '../../server/clock.ts';

/** A clock that stands still until a test moves it; wakes whoever waits for an instant that has come. */
export class ManualClock implements Clock {
  #now: number;
  #waiting: { readonly instant: number; readonly callback: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  wakeAt(instant: number, callback: () => void): () => void {
    const entry = { instant, callback };
    this.#waiting.push(entry);
    this.#ring();
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Moves the clock, and lets everybody whose time has come go on. */
  advanceTo(instant: number): void {
    this.#now = instant;
    this.#ring();
  }

  advance(ms: number): void {
    this.advanceTo(this.#now + ms);
  }

  #ring(): void {
    const due = this.#waiting.filter(({ instant }) => instant <= this.#now);
    this.#waiting = this.#waiting.filter(({ instant }) => instant > this.#now);
    for (const { callback } of due.sort((a, b) => a.instant - b.instant)) queueMicrotask(callback);
  }
}

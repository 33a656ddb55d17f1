/** The time, and being woken at one. `main.ts` makes the real one; tests make one that they move by hand. */
export type Clock = {
  /** ms UTC. */
  now(): number;
  /** Calls back once when the time has come, also when it has come already. Returns how to cancel. */
  wakeAt(instant: number, callback: () => void): () => void;
};

/** Node's timers count at most 2^31 - 1 ms, and a machine that slept wakes late: look at the clock at least hourly. */
const longestWaitMs = 3_600_000;

/** A clock over the system's time and timers. A waiting callback does not keep the process alive. */
export function systemClock(now: () => number): Clock {
  return {
    now,
    wakeAt(instant, callback) {
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        const leftMs = instant - now();
        timer = setTimeout(
          () => (leftMs > longestWaitMs ? wait() : callback()),
          Math.min(Math.max(leftMs, 0), longestWaitMs),
        );
        timer.unref();
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
}

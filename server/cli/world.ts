import type { Clock } from '../clock.ts';

export type Output = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** All that a command may know of the machine that it runs on. `main.ts` passes the real one. */
export type World = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Calls back when the process is asked to stop. */
  readonly onStop: (stop: () => void) => void;
};

/** One command of the command line. `run` resolves to the exit code. */
export type CliCommand = {
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: readonly string[], world: World) => Promise<number>;
};

/** The command was called wrongly: exit code 2, with its usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do what it was asked for: exit code 1, one sentence and a hint. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** Resolves when the process is asked to stop. To be asked for at once, so that nothing is left behind. */
export function stopOf(world: World): Promise<void> {
  return new Promise((resolve) => {
    world.onStop(resolve);
  });
}

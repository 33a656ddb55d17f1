import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

const main = path.resolve(import.meta.dirname, '../../dist/server/main.js');

export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

export type Running = {
  readonly process: ChildProcess;
  /** Resolves with everything that was printed until then, when `pattern` is in it. Rejects when the process ends. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly finished: Promise<Finished>;
};

/** Starts the built product as a process of its own, as an operator would. It is ended with the test. */
export function startCandor(args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [main, ...args], {
    // Away from the repository, so that no .env of a developer is read.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await finished;
  });
  return {
    process: child,
    finished,
    async printed(pattern) {
      while (!pattern.test(stdout + stderr)) {
        const ended = await Promise.race([
          once(child.stdout, 'data').then(() => false),
          once(child.stderr, 'data').then(() => false),
          finished.then(() => true),
        ]);
        if (ended && !pattern.test(stdout + stderr)) {
          throw new Error(`candor ${args.join(' ')} ended without printing ${pattern}:\n${stdout}${stderr}`);
        }
      }
      return stdout + stderr;
    },
  };
}

/** Runs one command of the built product to its end. */
export function candor(args: readonly string[], env: Record<string, string>): Promise<Finished> {
  return startCandor(args, env).finished;
}

/** Starts `candor serve` on a free port and resolves to its origin when it answers. */
export async function startServer(
  env: Record<string, string>,
): Promise<Running & { readonly origin: string }> {
  const running = startCandor(['serve'], { PORT: '0', LOG_LEVEL: 'warn', ...env });
  const output = await running.printed(/at (http:\S+)/);
  return { ...running, origin: /at (http:\S+)/.exec(output)?.[1] ?? '' };
}

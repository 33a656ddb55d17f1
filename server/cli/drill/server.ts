import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../packageRoot.ts';
import type { Stage } from './stage.ts';

const dist = path.join(packageRoot(), 'dist/server');

/** A server in a process of its own, on a free port of this machine. */
export type Server = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly pid: number;
  /** From the start of the process until it served the page. */
  readonly readyMs: number;
  /** What it said on standard error so far. */
  readonly said: () => string;
  /** Ends it as `kill -9` does, and waits until it is gone. */
  readonly kill: () => Promise<void>;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
};

/**
 * Starts the product as an operator does, on the data of the stage; `through`: by a command that becomes what follows
 * it. Throws when it ends before it serves.
 */
export function startServer(
  stage: Stage,
  env: Readonly<Record<string, string>> = {},
  through: readonly string[] = [],
): Promise<Server> {
  const settings = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: stage.dataDir, LOG_LEVEL: 'warn' };
  const command = [...through, process.execPath, path.join(dist, 'main.js'), 'serve'];
  return start(stage, command, { ...settings, ...env });
}

/** Starts the careless server, with which controls are made, on a file below the data directory of the stage. */
export function startCarelessServer(
  stage: Stage,
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Server> {
  return start(stage, [process.execPath, path.join(dist, 'cli/drill/carelessServer.js'), file], env);
}

/** Runs a command of the product to its end, on the data that the settings name. Throws when it fails. */
export async function runCommand(
  { world, directory, children }: Stage,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(process.execPath, [path.join(dist, 'main.js'), ...args], {
    cwd: directory,
    env: { PATH: world.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.add(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  children.delete(child);
  if (code !== 0) throw new Error(`candor ${args.join(' ')} failed: ${stderr}`);
}

async function start(
  { world, directory, children }: Stage,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Server> {
  const startedAt = world.clock.now();
  const child = spawn(program, args, {
    // Away from where a .env may be, and with nothing of our own settings: no mail server, no live data.
    cwd: directory,
    env: { PATH: world.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => {
      children.delete(child);
      resolve();
    });
  });
  const origin = await new Promise<string>((resolve, reject) => {
    // The stage is gone when somebody stopped the drill.
    child.once('error', reject);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const [, found] = /at (http:\/\/\S+)/.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    void gone.then(() => reject(new Error(`The server ended at the start: ${stdout}${stderr}`)));
  });
  await (await fetch(origin)).arrayBuffer();
  return {
    origin,
    pid: child.pid ?? 0,
    readyMs: world.clock.now() - startedAt,
    said: () => stderr,
    gone,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const candor = path.resolve(here, '../server/main.js');

/** What a process has used: CPU since it started; the longest time in which nothing else had a turn, since last asked. */
export type Usage = { readonly cpuMs: number; readonly rssMb: number; readonly longestMs: number };

/** A measured process that has printed where it listens. */
export type Running = {
  readonly origin: string;
  /** From the start of the process until it listened. */
  readonly startMs: number;
  readonly usage: () => Promise<Usage>;
  /** Says something to a program of the bench, and resolves to what it answers. */
  readonly ask: (message: object) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

/** Starts a program of the bench, such as `bareServer`. */
export function startProgram(name: string, ...args: readonly string[]): Promise<Running> {
  return start([path.join(here, `${name}.js`), ...args], {});
}

/** Starts the product as an operator would. */
export function startCandor(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  return start(['--import', path.join(here, 'probe.js'), candor, 'serve'], {
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    ...env,
  });
}

/** Runs one command of the product to its end and resolves to what it printed. */
export async function runCandor(dataDir: string, ...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir };
  const { stdout } = await promisify(execFile)(process.execPath, [candor, ...args], { env, cwd: tmpdir() });
  return stdout;
}

async function start(args: readonly string[], env: Record<string, string>): Promise<Running> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    // Away from the repository, so that no .env of a developer is read.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const origin = await printedOrigin(child);
  const startMs = performance.now() - begun;
  const ask = async (message: object): Promise<unknown> => {
    const answered = once(child, 'message');
    child.send(message);
    const [answer] = await answered;
    return answer;
  };
  return {
    origin,
    startMs,
    ask,
    usage: async () => (await ask({})) as Usage,
    async stop() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function printedOrigin(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (!stdout) throw new Error('the output of the process is not there');
  const ended = once(child, 'close').then(([code]): never => {
    throw new Error(`a process of the bench ended with code ${code} before it listened`);
  });
  let printed = '';
  for (;;) {
    const [text] = await Promise.race([once(stdout.setEncoding('utf8'), 'data'), ended]);
    printed += String(text);
    const found = /(?:http|smtp):\/\/\S+:\d+/.exec(printed);
    if (found) {
      ended.catch(() => {});
      stdout.resume();
      return found[0];
    }
  }
}

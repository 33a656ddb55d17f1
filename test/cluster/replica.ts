import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../server/packageRoot.ts';
import type { Machine } from './network.ts';

const port = 3000;
const startLimitMs = 20_000;

/** The product on a machine of its own, started as an operator does. */
export class Replica {
  readonly machine: Machine;
  readonly #env: Readonly<Record<string, string>>;
  readonly #directory: string;
  #child: ChildProcess | null = null;
  #said = '';
  #fell: string | null = null;

  constructor(machine: Machine, directory: string, env: Readonly<Record<string, string>>) {
    this.machine = machine;
    this.#directory = directory;
    this.#env = {
      ...env,
      HOST: '0.0.0.0',
      PORT: String(port),
      DATA_DIR: path.join(directory, machine.name),
      LOG_LEVEL: 'error',
    };
  }

  get origin(): string {
    return `http://${this.machine.address}:${port}`;
  }

  /** Where the drill asks it even when it is cut off. */
  get watchOrigin(): string {
    return `http://${this.machine.watchAddress}:${port}`;
  }

  /** How it ended when nobody ended it; null: it did not. */
  get fell(): string | null {
    return this.#fell;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    const main = path.join(packageRoot(), 'dist/server/main.js');
    const child = this.machine.start([process.execPath, main, 'serve'], {
      cwd: this.#directory,
      env: { PATH: process.env.PATH, ...this.#env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4_000);
    });
    this.#child = child;
    child.once('exit', () => {
      if (this.#child === child) this.#fell = `${this.machine.name} ended by itself: ${this.#said}`;
    });
    const endAt = Date.now() + startLimitMs;
    while (!(await this.isReady())) {
      if (Date.now() > endAt) {
        throw new Error(`${this.machine.name} does not start: ${this.#said}`);
      }
      await pause(50);
    }
  }

  /** Throws when it ended by itself. */
  async isReady(): Promise<boolean> {
    if (this.#fell !== null) throw new Error(this.#fell);
    try {
      const response = await fetch(`${this.watchOrigin}/readyz`, { signal: AbortSignal.timeout(1_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }

  /** Whether it holds the jobs, as it sees it itself; null when it does not say so at once. */
  async holdsJobs(key: string): Promise<boolean | null> {
    try {
      const response = await fetch(`${this.watchOrigin}/metrics`, {
        headers: { authorization: `Bearer ${key}`, host: new URL(this.watchOrigin).host },
        signal: AbortSignal.timeout(300),
      });
      const [, value] = /^candor_holds_jobs (\d)$/m.exec(await response.text()) ?? [];
      return value === undefined ? null : value === '1';
    } catch {
      return null;
    }
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
}

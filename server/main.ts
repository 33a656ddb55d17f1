#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from './clock.ts';

/** The only file that sees the environment, the real clock and real randomness. */

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19) || major > 24) {
  process.stderr.write(
    `Candor needs Node.js 20.19 to 24, but this is ${process.version}. Install Node.js 22.\n`,
  );
  process.exit(2);
}

// Where a machine has much memory, V8 collects garbage only when it is several times what is in use: each publication left
// a part of a heap that grew for minutes, from 50 to 160 MB.
setFlagsFromString('--heap-growing-percent=50');

if (statSync('.env', { throwIfNoEntry: false })?.isFile()) process.loadEnvFile('.env');

// Whoever reads our output may stop reading: `candor token list | head`.
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

const sameSignalMs = 500;

// Loaded only now: the SQLite addon can crash on a Node version that it was not built for.
const { runCli } = await import('./cli.ts');

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  clock: systemClock(Date.now),
  randomBytes,
  stdout: process.stdout,
  stderr: process.stderr,
  onStop(stop) {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const first = (): void => {
      stop();
      // A terminal and npm both pass the same Ctrl+C on. A second one, after that, ends the process at once.
      const impatient = setTimeout(() => {
        for (const signal of signals) process.off(signal, first);
      }, sameSignalMs);
      impatient.unref();
    };
    for (const signal of signals) process.on(signal, first);
  },
});

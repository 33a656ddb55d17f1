import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isGood, resultText, writeReport } from '../../server/cli/drill/report.ts';
import { systemClock } from '../../server/clock.ts';
import { readConfig } from '../../server/config.ts';
import { drillCluster } from './drillCluster.ts';
import { run } from './network.ts';

/**
 * Makes machines of a cluster fail, and says whether it stood it. Everything runs in namespaces of its own, for
 * processes, mounts and the network, so that all of it is gone with the process that began it, however that ends.
 */

const longestMs = 10 * 60_000;
const inside = '--inside';

if (process.platform !== 'linux' || process.getuid?.() !== 0) {
  process.stderr.write(
    'This drill makes networks of its own, which needs Linux and root. Run it with sudo.\n',
  );
  process.exitCode = 1;
} else if (process.argv.includes(inside)) {
  process.exitCode = await drillInside();
  process.exit();
} else {
  process.exitCode = await isolate();
}

/** Begins this program once more, as the first process of namespaces of its own. It ends when our end of the pipe does. */
async function isolate(): Promise<number> {
  const child = spawn(
    'unshare',
    [
      ...['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', process.execPath],
      ...[fileURLToPath(import.meta.url), inside],
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

async function drillInside(): Promise<number> {
  const end = (why: string) => (): never => {
    process.stderr.write(`${why}\n`);
    process.exit(1);
  };
  process.stdin.on('end', end('The drill was stopped.')).resume();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end('The drill was stopped.'));
  setTimeout(end(`The drill did not end within ${longestMs / 1_000} s.`), longestMs);
  // Only this drill sees what is in there, and it goes with it.
  await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', '/run']);
  mkdirSync('/run/netns');
  const directory = '/run/drill';
  mkdirSync(directory);
  process.env.TMPDIR = directory;
  const clock = systemClock(Date.now);
  const startedAt = clock.now();
  const outcome = await drillCluster({
    directory,
    clock,
    randomBytes,
    path: process.env.PATH,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const result = {
    ...outcome,
    drill: {
      name: 'cluster',
      summary:
        'one of three replicas, a primary and a standby after the other is killed, cut off or paused, while people read and write and many are told',
    },
    data: 'a made-up business',
    startedAt,
    tookMs: clock.now() - startedAt,
    isShort: false,
  };
  const report = writeReport(path.join(readConfig(process.env).dataDir, 'drills'), result);
  process.stdout.write(`${resultText(result)}  ${report}\n`);
  return isGood(result) ? 0 : 1;
}

import path from 'node:path';
import { readConfig } from '../config.ts';
import { clockJump } from './drill/clockJump.ts';
import { dbCorrupt, dbLocked, dbMissing } from './drill/database.ts';
import { diskFull } from './drill/diskFull.ts';
import type { Drill } from './drill/drill.ts';
import { kill } from './drill/kill.ts';
import { powerLoss } from './drill/powerLoss.ts';
import { isGood, type Result, resultJson, resultText, writeReport } from './drill/report.ts';
import { restore } from './drill/restore.ts';
import { slowClients } from './drill/slowClients.ts';
import { smtpDown } from './drill/smtpDown.ts';
import { spike } from './drill/spike.ts';
import { closeStage, openStage, type Stage } from './drill/stage.ts';
import { parseWords } from './parse.ts';
import { Progress } from './progress.ts';
import { type CliCommand, CommandFailed, stopOf, UsageError, type World } from './world.ts';

const drills: readonly Drill[] = [
  kill,
  powerLoss,
  diskFull,
  dbCorrupt,
  dbLocked,
  dbMissing,
  restore,
  smtpDown,
  clockJump,
  spike,
  slowClients,
];

/** `candor drill`: makes things go wrong on a copy of the data, and says whether the server stood it. */
export const drill: CliCommand = {
  usage: 'drill NAME…|all [--short] [--cycles N] [--json]',
  summary:
    'Runs the server on a copy of the data, makes something go wrong, and reports what was expected and seen, also to\n' +
    `DATA_DIR/drills. Nobody is told of anything. NAME: ${drills.map(({ name }) => name).join(', ')}.`,
  async run(args, world) {
    const { values, positionals } = parseWords(
      args,
      {
        short: { type: 'boolean', default: false },
        cycles: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      Number.POSITIVE_INFINITY,
    );
    const chosen = chooseDrills(positionals);
    if (values.cycles !== undefined && !/^[1-9]\d{0,4}$/.test(values.cycles)) {
      throw new UsageError('--cycles must be a whole number, such as 40.');
    }
    const cycles = values.cycles === undefined ? null : Number(values.cycles);
    const directory = path.join(readConfig(world.env).dataDir, 'drills');
    // Who stops a drill leaves nothing behind.
    const stopped = stopOf(world).then(() => {
      throw new CommandFailed('The drill was stopped.');
    });
    const bad: string[] = [];
    for (const each of chosen) {
      const result = await runDrill(each, world, { isShort: values.short, cycles }, stopped);
      const report = writeReport(directory, result);
      world.stdout.write(
        values.json ? `${resultJson(result, report)}\n` : `${resultText(result)}  ${report}\n`,
      );
      if (!isGood(result)) bad.push(each.name);
    }
    if (chosen.length > 1 && !values.json) world.stdout.write(summary(chosen, bad));
    return bad.length === 0 ? 0 : 1;
  },
};

function chooseDrills(names: readonly string[]): readonly Drill[] {
  if (names.length === 1 && names[0] === 'all') return drills;
  if (names.length === 0) throw new UsageError('Say which drill, or all.');
  return names.map((name) => {
    const found = drills.find((each) => each.name === name);
    if (!found) throw new UsageError(`There is no drill "${name}".`);
    return found;
  });
}

async function runDrill(
  { name, summary: what, run }: Drill,
  world: World,
  options: Pick<Stage, 'isShort' | 'cycles'>,
  stopped: Promise<never>,
): Promise<Result> {
  const startedAt = world.clock.now();
  const bar = new Progress(world.stderr, `Drill ${name}`);
  const stage = await openStage(world, {
    ...options,
    show(done, total, wrong = 0) {
      const left = minutesLeft(world.clock.now() - startedAt, done, total);
      bar.show(done, total, `${wrong === 0 ? '' : `, ${wrong} wrong`}${left}`);
    },
  });
  try {
    const outcome = await Promise.race([run(stage), stopped]);
    const tookMs = world.clock.now() - startedAt;
    return {
      ...outcome,
      drill: { name, summary: what },
      data: stage.data,
      startedAt,
      tookMs,
      isShort: stage.isShort,
    };
  } finally {
    bar.end();
    closeStage(stage);
  }
}

function minutesLeft(tookMs: number, done: number, total: number): string {
  if (done === 0) return '';
  const whole = Math.ceil(((tookMs / done) * (total - done)) / 60_000);
  return whole <= 1 ? ', about a minute left' : `, about ${whole} minutes left`;
}

function summary(chosen: readonly Drill[], bad: readonly string[]): string {
  return bad.length === 0
    ? `All ${chosen.length} drills went as expected.\n`
    : `${bad.length} of ${chosen.length} drills did not go as expected: ${bad.join(', ')}.\n`;
}

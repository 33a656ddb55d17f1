import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../packageRoot.ts';
import { CommandFailed, type World } from '../world.ts';
import type { Stage } from './stage.ts';

/** As `faults.c` numbers them. */
const kinds = { none: 0, 'full disk': 1, 'broken disk': 2, 'broken sync': 3, 'read-only disk': 4 } as const;

type Fault = keyof typeof kinds;

/** What the disk and the clock of a server do, changed while it runs. */
export type Faults = {
  /** For a server to start with. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it records what it does to the files of the stage. */
  readonly log: string;
  /** From now on operations on files fail, all or so many of a thousand. */
  readonly fail: (fault: Fault, perMille?: number) => void;
  /** From now on the clock differs by this. Timers go on as if nothing had happened. */
  readonly shiftClock: (shiftMs: number) => void;
};

/**
 * Compiles `faults.c` into the stage. Throws `CommandFailed` where that cannot be done: not on Linux, or without a C
 * compiler.
 */
export function prepareFaults({
  directory,
  dataDir,
  world,
}: Pick<Stage, 'directory' | 'dataDir'> & { readonly world: Pick<World, 'env'> }): Faults {
  const library = path.join(directory, 'faults.so');
  const source = path.join(packageRoot(), 'server/cli/drill/faults.c');
  const compiled = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'], {
    env: { PATH: world.env.PATH },
    encoding: 'utf8',
  });
  if (process.platform !== 'linux' || compiled.status !== 0) {
    const reason = compiled.error?.message ?? compiled.stderr.trim();
    throw new CommandFailed(
      `This drill makes the disk or the clock fail by a small library, which needs Linux, a C compiler (cc) and the sources of Candor. ${reason}`,
    );
  }
  const log = path.join(directory, 'operations.log');
  const control = path.join(directory, 'switch');
  const wanted = Buffer.alloc(16);
  writeFileSync(log, '');
  writeFileSync(control, wanted);
  const set = (): void => {
    const file = openSync(control, 'r+');
    writeSync(file, wanted, 0, wanted.length, 0);
    closeSync(file);
  };
  return {
    env: {
      LD_PRELOAD: library,
      CANDOR_DRILL_PREFIX: dataDir,
      CANDOR_DRILL_SWITCH: control,
      CANDOR_DRILL_LOG: log,
    },
    log,
    fail(fault, perMille = 1_000) {
      wanted.writeInt32LE(kinds[fault], 8);
      wanted.writeInt32LE(perMille, 12);
      set();
    },
    shiftClock(shiftMs) {
      wanted.writeBigInt64LE(BigInt(shiftMs), 0);
      set();
    },
  };
}

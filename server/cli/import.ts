import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sqliteFile } from '../application.ts';
import { readConfig } from '../config.ts';
import type { Refusal } from '../domain/command.ts';
import { type Damage, describeDamage } from '../statuspageImport/damage.ts';
import { type ImportOutcome, type ImportTarget, importReading } from '../statuspageImport/importReading.ts';
import { readStatuspage, type StatuspageReading } from '../statuspageImport/readStatuspage.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { importExport } from './import/exported.ts';
import { fileOnDisk } from './import/fileOnDisk.ts';
import { openConfiguredStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { Progress } from './progress.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './world.ts';

const actor = 'import statuspage';
/** Of damaged records this many are printed; `--json` has all that were kept. */
const damageShown = 20;

/** `candor import`: takes over the recorded public data of a Statuspage, or an export of Candor. */
export const importRecords: CliCommand = {
  usage: 'import statuspage FILE… [--dry-run] [--skip-invalid] [--json]; import candor FILE [--json]',
  summary:
    'import candor fills an empty database with what `candor export` wrote; - is the standard input.\n' +
    'import statuspage takes over the recorded data of a Statuspage.\n' +
    'Imports summary.json, incidents.json, scheduled-maintenances.json, components.json or one incident per line\n' +
    '(.jsonl). Ids, times and texts are kept. Running it twice changes nothing. --dry-run says what would change;\n' +
    '--skip-invalid leaves out damaged records instead of importing nothing.',
  async run(args, world) {
    if (args[0] === 'candor') return importExport(args.slice(1), world);
    const { values, positionals } = parseWords(
      args,
      {
        'dry-run': { type: 'boolean', default: false },
        'skip-invalid': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      Number.POSITIVE_INFINITY,
    );
    const [format, ...files] = positionals;
    if (format !== 'statuspage')
      throw new UsageError('Say what to import: import statuspage FILE…, or import candor FILE.');
    if (files.length === 0) throw new UsageError('Name at least one file.');
    const reading = await readStatuspage(files.map(fileOnDisk), {
      now: world.clock.now(),
      skipInvalid: values['skip-invalid'],
    });
    refuseUnusable(reading, values['skip-invalid'], world);
    const target = values['dry-run']
      ? await openForLooking(world)
      : { store: await openConfiguredStore(world) };
    try {
      const outcome = await importInto(target.store, reading, values['dry-run'], world);
      world.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : describe(outcome));
      return 0;
    } finally {
      await target.store.close();
      target.discard?.();
    }
  },
};

/** Throws, with all reasons, when nothing may be imported. */
function refuseUnusable(reading: StatuspageReading, skipInvalid: boolean, world: World): void {
  if (reading.unusable.length > 0) {
    throw new CommandFailed(reading.unusable.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
  }
  showDamage(reading.damage, world);
  if (reading.counts.damaged > 0 && !skipInvalid) {
    throw new CommandFailed(
      `${counted(reading.counts.damaged, 'record is', 'records are')} damaged, so nothing was imported. Repair the file, or leave them out with --skip-invalid.`,
    );
  }
}

function showDamage(damage: readonly Damage[], { stderr }: World): void {
  for (const one of damage.slice(0, damageShown)) stderr.write(`${describeDamage(one)}\n`);
  if (damage.length > damageShown) stderr.write(`… and ${damage.length - damageShown} more.\n`);
}

type Target = { readonly store: Store; readonly discard?: () => void };

/** What there is; and where there is nothing yet, an empty store that is thrown away, so that nothing is made. */
async function openForLooking(world: World): Promise<Target> {
  const { databaseUrl, dataDir } = readConfig(world.env);
  if (databaseUrl !== null || existsSync(sqliteFile(dataDir)))
    return { store: await openConfiguredStore(world) };
  const emptyDir = mkdtempSync(path.join(tmpdir(), 'candor-dry-run-'));
  return {
    store: await openConfiguredStore({ ...world, env: { ...world.env, DATA_DIR: emptyDir } }),
    discard: () => rmSync(emptyDir, { recursive: true, force: true }),
  };
}

/** Imports into a store, with a bar on a terminal. */
async function importInto(
  store: Store,
  reading: StatuspageReading,
  dryRun: boolean,
  world: World,
): Promise<ImportOutcome> {
  const bar = new Progress(world.stderr, 'Importing');
  const total = reading.batches.reduce((sum, batch) => sum + batch.reports.length, 0);
  let done = 0;
  try {
    return await importReading(targetOf(store), reading, {
      dryRun,
      onProgress: (reports) => {
        done = reports;
        bar.show(done, total);
      },
    });
  } catch (error) {
    if (!(error instanceof StoreUnavailable) || done === 0) throw error;
    throw new CommandFailed(
      `${error.message} ${done} of ${total} records are in; run the same command again to go on. ${error.hint}`,
    );
  } finally {
    bar.end();
  }
}

function targetOf(store: Store): ImportTarget {
  return {
    components: () => store.read((reads) => reads.components()),
    consider: async (command) => accepted(await store.consider(command)).changes,
    perform: async (command) => accepted(await store.perform(command, { actor })),
  };
}

function accepted<T extends object>(answer: T | { readonly refusal: Refusal }): T {
  if ('refusal' in answer) throw new CommandFailed(answer.refusal.message);
  return answer;
}

function describe({ dry_run, read, written, unchanged, left_out }: ImportOutcome): string {
  const things = [
    counted(written.incidents, 'incident', 'incidents'),
    counted(written.maintenances, 'maintenance', 'maintenances'),
    counted(written.components, 'component', 'components'),
    counted(written.groups, 'group', 'groups'),
    counted(written.statuses, 'status', 'statuses'),
  ].join(', ');
  const lines = [
    `${dry_run ? 'Would import' : 'Imported'} ${things}. Unchanged: ${unchanged.reports} of ${read.incidents + read.maintenances} records.`,
  ];
  const changed = written.incidents + written.maintenances > 0;
  if (changed && read.closed > 0) {
    lines.push(
      `${counted(read.closed, 'record was', 'records were')} over without a final update and got one without words.`,
    );
  }
  if (changed && read.componentsOnlyNamed > 0) {
    lines.push(
      `${counted(read.componentsOnlyNamed, 'component is', 'components are')} known only by name and kept as retired.`,
    );
  }
  if (changed && read.components === 0) {
    lines.push(
      'The files hold no list of components: import summary.json as well, so that the page shows them.',
    );
  }
  if (read.damaged > 0) lines.push(`${counted(read.damaged, 'damaged record', 'damaged records')} left out.`);
  const fields = describeLeftOut(left_out);
  if (fields !== '') lines.push(`Fields not kept: ${fields}.`);
  return `${lines.join('\n')}\n`;
}

function describeLeftOut(leftOut: StatuspageReading['leftOut']): string {
  return Object.entries(leftOut)
    .map(([field, times]) => `${field} (${times})`)
    .join(', ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

import type { ImportRecords } from '../domain/command.ts';
import type { Store } from '../store/store.ts';
import { type Damage, describeDamage } from './import/damage.ts';
import { readStatuspage, type StatuspageReading } from './import/readStatuspage.ts';
import { openConfiguredStore } from './openConfiguredStore.ts';
import { parseWords } from './parse.ts';
import { Progress } from './progress.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './world.ts';

const actor = 'import statuspage';
/** Of damaged records this many are printed; `--json` has all that were kept. */
const damageShown = 20;

/** `candor import statuspage`: takes over the recorded public data of a Statuspage. */
export const importRecords: CliCommand = {
  usage: 'import statuspage FILE… [--dry-run] [--skip-invalid] [--json]',
  summary:
    'Imports summary.json, incidents.json, scheduled-maintenances.json, components.json or one incident per line\n' +
    '(.jsonl). Ids, times and texts are kept. Running it twice changes nothing. --dry-run says what would change;\n' +
    '--skip-invalid leaves out damaged records instead of importing nothing.',
  async run(args, world) {
    const { values, positionals } = parseWords(args, {
      'dry-run': { type: 'boolean', default: false },
      'skip-invalid': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const [format, ...files] = positionals;
    if (format !== 'statuspage') throw new UsageError('Say what to import: import statuspage FILE…');
    if (files.length === 0) throw new UsageError('Name at least one file.');
    const reading = await readStatuspage(files, {
      now: world.clock.now(),
      skipInvalid: values['skip-invalid'],
    });
    refuseUnusable(reading, values['skip-invalid'], world);
    const store = await openConfiguredStore(world);
    try {
      const outcome = await importReading(store, reading, values['dry-run'], world);
      world.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : describe(outcome));
      return 0;
    } finally {
      await store.close();
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

type Outcome = {
  readonly dry_run: boolean;
  readonly read: StatuspageReading['counts'];
  /** What was written, or would be. */
  readonly written: {
    readonly incidents: number;
    readonly maintenances: number;
    readonly components: number;
    readonly groups: number;
  };
  readonly unchanged: { readonly reports: number };
  readonly left_out: StatuspageReading['leftOut'];
};

async function importReading(
  store: Store,
  reading: StatuspageReading,
  dryRun: boolean,
  world: World,
): Promise<Outcome> {
  const [first] = reading.batches;
  if (!first) throw new CommandFailed('The files hold no records.');
  const everything: ImportRecords = { ...first, reports: reading.batches.flatMap((batch) => batch.reports) };
  const decision = await store.consider(everything);
  if ('refusal' in decision) throw new CommandFailed(decision.refusal.message);
  if (!dryRun) await perform(store, reading, world);
  const reports = decision.changes.flatMap((change) =>
    'put' in change && change.put === 'report' ? [change.report] : [],
  );
  const count = (put: 'component' | 'group') =>
    decision.changes.filter((change) => 'put' in change && change.put === put).length;
  return {
    dry_run: dryRun,
    read: reading.counts,
    written: {
      incidents: reports.filter((report) => report.kind === 'incident').length,
      maintenances: reports.filter((report) => report.kind === 'maintenance').length,
      components: count('component'),
      groups: count('group'),
    },
    unchanged: { reports: everything.reports.length - reports.length },
    left_out: reading.leftOut,
  };
}

/** Each batch is one commit: after a crash every one that was acknowledged is there, and running again goes on. */
async function perform(store: Store, { batches, statuses }: StatuspageReading, world: World): Promise<void> {
  const bar = new Progress(world.stderr, 'Importing');
  const total = batches.reduce((sum, batch) => sum + batch.reports.length, 0);
  let done = 0;
  try {
    for (const command of statuses ? [...batches, statuses] : batches) {
      bar.show(done, total);
      const answer = await store.perform(command, { actor });
      if ('refusal' in answer) throw new CommandFailed(answer.refusal.message);
      done += 'reports' in command ? command.reports.length : 0;
    }
    bar.show(done, total);
  } finally {
    bar.end();
  }
}

function describe({ dry_run, read, written, unchanged, left_out }: Outcome): string {
  const things = [
    counted(written.incidents, 'incident', 'incidents'),
    counted(written.maintenances, 'maintenance', 'maintenances'),
    counted(written.components, 'component', 'components'),
    counted(written.groups, 'group', 'groups'),
  ].join(', ');
  const lines = [
    `${dry_run ? 'Would import' : 'Imported'} ${things}. Unchanged: ${unchanged.reports} of ${read.incidents + read.maintenances} records.`,
  ];
  if (read.closed > 0) {
    lines.push(
      `${counted(read.closed, 'record was', 'records were')} over without a final update and got one without words.`,
    );
  }
  if (read.componentsOnlyNamed > 0) {
    lines.push(
      `${counted(read.componentsOnlyNamed, 'component is', 'components are')} known only by name and kept as retired.`,
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

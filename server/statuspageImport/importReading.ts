import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Change, Command, ImportRecords } from '../domain/command.ts';
import type { Component } from '../domain/component.ts';
import type { StatuspageReading } from './readStatuspage.ts';

const count = z.int();

/** What an import came to, or would come to. The command line and the API answer it alike. */
export const outcomeShape = z
  .object({
    dry_run: z.boolean(),
    /** What was found in the files. */
    read: z.object({
      incidents: count,
      maintenances: count,
      updates: count,
      groups: count,
      components: count,
      /** Components that only incidents name: kept as retired. */
      componentsOnlyNamed: count,
      /** Reports that were over without saying so, and got a final update. */
      closed: count,
      /** Reports that were in several places. */
      duplicates: count,
      damaged: count,
    }),
    /** What was written, or would be. */
    written: z.object({
      incidents: count,
      maintenances: count,
      components: count,
      groups: count,
      /** Components whose status was recorded worse or better than their incidents say. */
      statuses: count,
    }),
    unchanged: z.object({ reports: count }),
    /** How often a field occurred that is not kept. */
    left_out: z.record(z.string(), count),
  })
  .meta({ id: 'StatuspageImport' });
export type ImportOutcome = z.output<typeof outcomeShape>;

/** Where an import goes. What is refused is thrown, in whatever way the caller answers it. */
export type ImportTarget = {
  components(): Promise<readonly Component[]>;
  /** What a command would change now. */
  consider(command: Command): Promise<readonly Change[]>;
  perform(command: Command): Promise<unknown>;
};

/**
 * Imports what was read, or says what an import would do. Everything is considered before anything is written, so that
 * what the rules refuse leaves nothing half done. Then each batch is one commit: after a crash every one that was
 * acknowledged is there, and importing again goes on. `onProgress` hears how many reports are in.
 */
export async function importReading(
  target: ImportTarget,
  reading: StatuspageReading,
  { dryRun, onProgress }: { readonly dryRun: boolean; readonly onProgress?: (reports: number) => void },
): Promise<ImportOutcome> {
  const changes = await consideredChanges(target, reading);
  const statuses = dryRun
    ? await foreseenStatuses(target, reading)
    : await perform(target, reading, onProgress ?? (() => {}));
  const reports = changes.flatMap((change) =>
    'put' in change && change.put === 'report' ? [change.report] : [],
  );
  const written = (put: 'component' | 'group') =>
    changes.filter((change) => 'put' in change && change.put === put).length;
  return {
    dry_run: dryRun,
    read: reading.counts,
    written: {
      incidents: reports.filter((report) => report.kind === 'incident').length,
      maintenances: reports.filter((report) => report.kind === 'maintenance').length,
      components: written('component'),
      groups: written('group'),
      statuses,
    },
    unchanged: { reports: reading.counts.incidents + reading.counts.maintenances - reports.length },
    left_out: reading.leftOut,
  };
}

/** The changes of all batches, each once. The reports of each are weighed with the components of the first. */
async function consideredChanges(
  target: ImportTarget,
  { batches }: StatuspageReading,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const [first] = batches;
  for (const batch of batches) {
    await setImmediate();
    const whole: ImportRecords = { ...batch, ...withoutReports(first) };
    const found = await target.consider(whole);
    changes.push(...(batch === first ? found : found.filter(isOfReport)));
  }
  return changes;
}

function withoutReports(first: ImportRecords | undefined): Partial<Omit<ImportRecords, 'type' | 'reports'>> {
  return first ? { page: first.page, groups: first.groups, components: first.components } : {};
}

function isOfReport(change: Change): boolean {
  return 'put' in change && (change.put === 'report' || change.put === 'impacts');
}

/** Before the records are in, the statuses can only be weighed against what is known by now. */
async function foreseenStatuses(target: ImportTarget, { statuses }: StatuspageReading): Promise<number> {
  if (!statuses) return 0;
  const known = new Set((await target.components()).map((component) => component.id));
  const fresh = statuses.statuses.filter(({ componentId }) => !known.has(componentId));
  const others = statuses.statuses.filter(({ componentId }) => known.has(componentId));
  const changes = await target.consider({ ...statuses, statuses: others });
  return changes.length + fresh.filter(({ status }) => status !== 'operational').length;
}

/** Resolves to the number of statuses that the components list added to what the incidents say. */
async function perform(
  target: ImportTarget,
  { batches, statuses }: StatuspageReading,
  onProgress: (reports: number) => void,
): Promise<number> {
  let done = 0;
  for (const batch of batches) {
    await setImmediate();
    onProgress(done);
    await target.perform(batch);
    done += batch.reports.length;
  }
  onProgress(done);
  if (!statuses) return 0;
  const added = (await target.consider(statuses)).length;
  await target.perform(statuses);
  return added;
}

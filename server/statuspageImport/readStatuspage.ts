import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { ImportRecords, ImportStatuses } from '../domain/command.ts';
import { Collection } from './collection.ts';
import { type Damage, damageOf, type Origin, UnusableFile } from './damage.ts';
import { type Found, looksLikeReport, recordsIn, seemingly } from './documents.ts';
import { entriesOf, isObject, type SourceFile } from './entries.ts';
import { type LeftOut, LeftOutFields } from './leftOut.ts';
import { componentSchema, incidentSchema, maintenanceSchema, pageSchema, ruleFor } from './schema.ts';
import { closingId, toIncident, toMaintenance } from './translate.ts';

const batchSize = 50;

const recordsPerTurn = 4;

/** Damaged records are all counted; of what is wrong with them this many are kept. */
const maxDamageKept = 1_000;

/** What was found in the files. Everything is known before anything is imported. */
export type StatuspageReading = {
  /** Files that cannot be used at all. */
  readonly unusable: readonly UnusableFile[];
  /** What is wrong with damaged records, at most 1,000 entries. */
  readonly damage: readonly Damage[];
  readonly leftOut: LeftOut;
  readonly counts: ImportCounts;
  /**
   * To be performed in this order: the page, groups and components come with the first batch, the reports 50 at a time
   * and oldest first. Empty while a file is unusable, or a record is damaged and may not be skipped.
   */
  readonly batches: readonly ImportRecords[];
  /** What the listed components said of themselves. To be performed after the batches; null when there are none. */
  readonly statuses: ImportStatuses | null;
};

type ImportCounts = {
  readonly incidents: number;
  readonly maintenances: number;
  readonly updates: number;
  readonly groups: number;
  /** Components that a list describes. */
  readonly components: number;
  /** Components that only incidents name. */
  readonly componentsOnlyNamed: number;
  /** Reports that were over without saying so, and got a final update. */
  readonly closed: number;
  /** Reports that were in several places. */
  readonly duplicates: number;
  readonly damaged: number;
};

/**
 * Reads files of Statuspage's public API v2, and files with one incident per line, and translates them into batches to
 * import. `now` decides which maintenances are past. Never throws for what is in the files: see `StatuspageReading`.
 */
export async function readStatuspage(
  files: readonly SourceFile[],
  options: { readonly now: number; readonly skipInvalid: boolean },
): Promise<StatuspageReading> {
  const reader = new Reader(options.now);
  for (const file of files) await reader.read(file);
  return reader.reading(options.skipInvalid);
}

class Reader {
  readonly #now: number;
  readonly #collection = new Collection();
  readonly #leftOut = new LeftOutFields();
  readonly #unusable: UnusableFile[] = [];
  readonly #damage: Damage[] = [];
  #damaged = 0;
  #taken = 0;

  constructor(now: number) {
    this.#now = now;
  }

  async read(file: SourceFile): Promise<void> {
    try {
      await this.#readEntries(file);
    } catch (error) {
      if (!(error instanceof UnusableFile)) throw error;
      this.#unusable.push(error);
    }
  }

  async #readEntries(source: SourceFile): Promise<void> {
    const file = source.name;
    let firstOther: { readonly value: unknown } | null = null;
    let reports = 0;
    for await (const entry of entriesOf(source)) {
      const origin = { file, line: entry.line, place: null };
      if ('problem' in entry) {
        this.#addDamage([{ ...origin, field: '', rule: entry.problem }]);
      } else if (entry.line === null) {
        const found = recordsIn(entry.value);
        if (!found) throw notStatuspage(file, entry.value);
        this.#leftOut.count('document', looksLikeReport(entry.value) ? null : entry.value);
        for (const record of found) await this.#take({ ...origin, place: record.place }, record);
        return;
      } else if (looksLikeReport(entry.value)) {
        reports++;
        await this.#take(origin, { kind: 'report', place: null, value: entry.value });
      } else {
        firstOther ??= { value: entry.value };
        this.#addDamage([{ ...origin, field: '', rule: `is not an incident but ${seemingly(entry.value)}` }]);
      }
    }
    if (firstOther && reports === 0) throw notStatuspage(file, firstOther.value);
  }

  /** One record after the other, with pauses, so that others who share the process are answered meanwhile. */
  async #take(origin: Origin, { kind, value }: Found): Promise<void> {
    this.#taken += 1;
    if (this.#taken % recordsPerTurn === 0) await setImmediate();
    if (kind === 'page') {
      const page = this.#valid(origin, pageSchema, value);
      if (!page) return;
      this.#collection.addPage(origin, page);
      this.#leftOut.count('page', value);
    } else if (kind === 'component') {
      const component = this.#valid(origin, componentSchema, value);
      if (!component) return;
      this.#collection.addComponent(origin, component);
      this.#leftOut.count('component', value);
    } else if (kind === 'report') {
      this.#takeReport(origin, value);
    } else {
      this.#addDamage([{ ...origin, field: '', rule: 'must be a list' }]);
    }
  }

  #takeReport(origin: Origin, value: unknown): void {
    if (isMaintenance(origin, value)) {
      const record = this.#valid(origin, maintenanceSchema, value);
      if (!record) return;
      this.#collection.addReport(origin, record, toMaintenance(record, this.#now));
    } else {
      const record = this.#valid(origin, incidentSchema, value);
      if (!record) return;
      this.#collection.addReport(origin, record, toIncident(record));
    }
    this.#leftOut.count('incident', value);
  }

  #valid<Schema extends z.ZodType>(origin: Origin, schema: Schema, value: unknown): z.infer<Schema> | null {
    const result = schema.safeParse(value, { error: ruleFor });
    if (result.success) return result.data;
    this.#addDamage(damageOf(origin, result.error));
    return null;
  }

  /** All that is wrong with one record. */
  #addDamage(damage: readonly Damage[]): void {
    this.#damaged++;
    this.#damage.push(...damage.slice(0, maxDamageKept - this.#damage.length));
  }

  reading(skipInvalid: boolean): StatuspageReading {
    for (const contradiction of this.#collection.dropContradictions()) this.#addDamage([contradiction]);
    const reports = this.#collection.reports();
    const groups = this.#collection.groups();
    const listed = this.#collection.listedComponents();
    const named = this.#collection.mentionedComponents();
    const everything: ImportRecords = {
      type: 'importRecords',
      page: this.#collection.page,
      groups,
      components: [...listed, ...named],
      reports,
    };
    const allowed = this.#unusable.length === 0 && (skipInvalid || this.#damaged === 0);
    return {
      unusable: this.#unusable,
      damage: this.#damage,
      leftOut: this.#leftOut.counts(),
      counts: {
        incidents: reports.filter((report) => report.kind === 'incident').length,
        maintenances: reports.filter((report) => report.kind === 'maintenance').length,
        updates: reports.reduce((sum, report) => sum + report.updates.length, 0),
        groups: groups.length,
        components: listed.length,
        componentsOnlyNamed: named.length,
        closed: reports.filter((report) => report.updates[0]?.id === closingId(report.id)).length,
        duplicates: this.#collection.duplicates,
        damaged: this.#damaged,
      },
      batches: allowed ? batchesOf(everything) : [],
      statuses:
        allowed && everything.page && listed.length > 0
          ? {
              type: 'importStatuses',
              at: everything.page.updatedAt,
              statuses: listed.map(({ id, status }) => ({ componentId: id, status })),
            }
          : null,
    };
  }
}

/** Maintenances have a time for which they are scheduled; the list of them must not contain anything else. */
function isMaintenance({ place }: Origin, value: unknown): boolean {
  if (place?.startsWith('scheduled_maintenances')) return true;
  return isObject(value) && (value.scheduled_for ?? null) !== null;
}

function notStatuspage(file: string, value: unknown): UnusableFile {
  return new UnusableFile(
    file,
    `${file} holds ${seemingly(value)}, which is not a document of Statuspage's public API.`,
    'Use summary.json, incidents.json, scheduled-maintenances.json or components.json from https://status.example.com/api/v2/, or a file with one incident per line.',
  );
}

function batchesOf(everything: ImportRecords): ImportRecords[] {
  const batches = [{ ...everything, reports: everything.reports.slice(0, batchSize) }];
  for (let at = batchSize; at < everything.reports.length; at += batchSize) {
    const reports = everything.reports.slice(at, at + batchSize);
    batches.push({ type: 'importRecords', page: null, groups: [], components: [], reports });
  }
  return batches;
}

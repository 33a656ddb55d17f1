import type { ImportedComponent, ImportRecords } from '../domain/command.ts';
import type { ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import { toldUpdates } from '../domain/toldReport.ts';
import type { Damage, Origin } from './damage.ts';
import { UnusableFile } from './damage.ts';
import { Mentions } from './mentions.ts';
import type { ComponentRecord, IncidentRecord, MaintenanceRecord, PageRecord } from './schema.ts';
import { toComponent, toGroup } from './translate.ts';

type Kept<Value> = { readonly origin: Origin; readonly value: Value };

/** The valid records of all files, each once: of several with the same id the one with the latest `updated_at`. */
export class Collection {
  #page: ImportRecords['page'] = null;
  #pageFile = '';
  readonly #components = new Map<Id, Kept<ComponentRecord>>();
  readonly #reports = new Map<Id, Kept<Report>>();
  readonly #mentions = new Mentions();
  /** Reports that were found again in another place. */
  duplicates = 0;

  /** Throws `UnusableFile` when an earlier record belongs to another page. */
  addPage(origin: Origin, record: PageRecord): void {
    this.#belongsTo(origin, record.id);
    if (this.#page?.name && this.#page.updatedAt >= record.updated_at) return;
    this.#page = {
      id: record.id,
      name: record.name,
      timeZone: record.time_zone,
      updatedAt: record.updated_at,
    };
  }

  addComponent(origin: Origin, record: ComponentRecord): void {
    const before = this.#components.get(record.id)?.value;
    if (!before || before.updated_at < record.updated_at)
      this.#components.set(record.id, { origin, value: record });
  }

  /** Throws `UnusableFile` when an earlier record belongs to another page. */
  addReport(origin: Origin, record: IncidentRecord | MaintenanceRecord, report: Report): void {
    if (record.page_id) this.#belongsTo(origin, record.page_id);
    this.#mentions.of(record);
    const before = this.#reports.get(report.id)?.value;
    if (before) this.duplicates++;
    if (!before || before.updatedAt < report.updatedAt)
      this.#reports.set(report.id, { origin, value: report });
  }

  #belongsTo(origin: Origin, pageId: Id): void {
    if (!this.#page) {
      this.#page = { id: pageId, name: null, timeZone: null, updatedAt: 0 };
      this.#pageFile = origin.file;
    }
    if (this.#page.id === pageId) return;
    throw new UnusableFile(
      origin.file,
      `${origin.file} belongs to the page ${pageId}, but ${this.#pageFile} to the page ${this.#page.id}.`,
      'Import the files of one page at a time.',
    );
  }

  /** Takes out, and reports, the records that contradict others. Comes after the last one was added. */
  dropContradictions(): Damage[] {
    return [...this.#dropStrayComponents(), ...this.#dropAffectedGroups(), ...this.#dropSharedUpdates()];
  }

  #dropStrayComponents(): Damage[] {
    const damage: Damage[] = [];
    for (const [id, { origin, value }] of this.#components) {
      if (!value.group_id || this.#components.get(value.group_id)?.value.group) continue;
      this.#components.delete(id);
      damage.push({
        ...origin,
        field: 'group_id',
        rule: `is ${value.group_id}, which is not a group in any of the files`,
      });
    }
    return damage;
  }

  /** A group has no status of its own, so nothing can affect it. */
  #dropAffectedGroups(): Damage[] {
    const damage: Damage[] = [];
    for (const [id, { origin, value }] of this.#reports) {
      const affected = value.updates.flatMap((update) => update.affected ?? []);
      const group = affected.find(({ componentId }) => this.#components.get(componentId)?.value.group);
      if (!group) continue;
      this.#reports.delete(id);
      damage.push({
        ...origin,
        field: 'affected_components',
        rule: `name ${group.componentId}, which is a group`,
      });
    }
    return damage;
  }

  #dropSharedUpdates(): Damage[] {
    const damage: Damage[] = [];
    const owners = new Map<Id, Id>();
    for (const { origin, value } of this.#reports.values()) {
      const shared = toldUpdates(value).find((update) => owners.has(update.id));
      for (const update of shared ? [] : toldUpdates(value)) owners.set(update.id, value.id);
      if (!shared) continue;
      this.#reports.delete(value.id);
      const rule = `contain ${shared.id}, which is an update of ${owners.get(shared.id)} too`;
      damage.push({ ...origin, field: 'incident_updates', rule });
    }
    return damage;
  }

  get page(): ImportRecords['page'] {
    return this.#page;
  }

  groups(): ComponentGroup[] {
    return this.#listed(true).map(toGroup);
  }

  listedComponents(): ImportedComponent[] {
    return this.#listed(false).map(toComponent);
  }

  /** Components that only reports name. */
  mentionedComponents(): ImportedComponent[] {
    return this.#mentions.without(new Set(this.#components.keys()));
  }

  #listed(group: boolean): ComponentRecord[] {
    return [...this.#components.values()]
      .map((kept) => kept.value)
      .filter((record) => record.group === group);
  }

  /** Oldest first. */
  reports(): Report[] {
    return [...this.#reports.values()]
      .map((kept) => kept.value)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  }
}

import type { ImportedComponent } from '../domain/command.ts';
import type { Id } from '../domain/id.ts';
import type { IncidentRecord, MaintenanceRecord } from './schema.ts';

type Mention = { name: string; nameAt: number; firstAt: number; lastAt: number };

/** The components that reports name, for those that no list of components describes any more. */
export class Mentions {
  readonly #byId = new Map<Id, Mention>();

  of(record: IncidentRecord | MaintenanceRecord): void {
    for (const update of record.incident_updates) {
      for (const { code, name } of update.affected_components ?? [])
        this.#add(code, name, update.display_at, update.display_at);
    }
    // These names have no group in front, so any other is preferred.
    for (const { id, name } of record.components ?? [])
      this.#add(id, name, Number.NEGATIVE_INFINITY, record.created_at);
  }

  #add(id: Id, name: string, nameAt: number, at: number): void {
    const before = this.#byId.get(id);
    if (!before) {
      this.#byId.set(id, { name, nameAt, firstAt: at, lastAt: at });
      return;
    }
    before.firstAt = Math.min(before.firstAt, at);
    before.lastAt = Math.max(before.lastAt, at);
    if (nameAt > before.nameAt) Object.assign(before, { name, nameAt });
  }

  /**
   * Those that `listed` does not have: by their latest name, and known from their first mention to their last, since
   * nothing is known of them after it.
   */
  without(listed: ReadonlySet<Id>): ImportedComponent[] {
    return [...this.#byId]
      .filter(([id]) => !listed.has(id))
      .map(([id, { name, firstAt, lastAt }]) => ({
        id,
        name,
        description: null,
        groupId: null,
        position: 0,
        showcase: false,
        onlyShowIfDegraded: false,
        startDate: null,
        createdAt: firstAt,
        updatedAt: 0,
        retiredAt: lastAt,
        absences: [],
        status: 'operational',
      }));
  }
}

import { isObject } from './entries.ts';
import { affectedSchema, componentSchema, incidentSchema, pageSchema } from './schema.ts';

/** How often a field occurred that an import does not keep, by names like `update.tweet_id`. */
export type LeftOut = Readonly<Record<string, number>>;

const keptFields = {
  document: ['page', 'components', 'incident', 'incidents', 'scheduled_maintenances'],
  page: Object.keys(pageSchema.shape),
  component: Object.keys(componentSchema.shape),
  // Of a report's `components` only the names are used, of `_source` the time of the end, of `page_id` that it fits.
  incident: [
    ...Object.keys(incidentSchema.shape).filter((key) => !['components', '_source', 'page_id'].includes(key)),
    ...['scheduled_for', 'scheduled_until'],
  ],
  update: Object.keys(incidentSchema.shape.incident_updates.element.shape),
  affected_component: Object.keys(affectedSchema.shape),
};
type Kind = keyof typeof keptFields;

export class LeftOutFields {
  readonly #counts = new Map<string, number>();

  /** Counts the fields of a record that was taken, and of what is inside of it. */
  count(kind: Kind, record: unknown): void {
    if (!isObject(record)) return;
    for (const field of Object.keys(record)) {
      if (!keptFields[kind].includes(field)) this.#add(`${kind}.${field}`);
    }
    if (kind === 'incident') this.#countEach('update', record.incident_updates);
    // A postmortem says nothing of components here.
    if (kind === 'update' && record.status === 'postmortem' && Array.isArray(record.affected_components)) {
      this.#add('postmortem.affected_components');
      return;
    }
    if (kind === 'update') this.#countEach('affected_component', record.affected_components);
  }

  #add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #countEach(kind: Kind, records: unknown): void {
    if (Array.isArray(records)) for (const record of records) this.count(kind, record);
  }

  /** The most frequent first. */
  counts(): LeftOut {
    return Object.fromEntries([...this.#counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
  }
}

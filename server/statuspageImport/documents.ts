import { isObject } from './entries.ts';

/** One record of a document and where it stands in it; `place` is null for a document that is an incident itself. */
export type Found = {
  readonly kind: 'page' | 'component' | 'report' | 'no list';
  readonly place: string | null;
  readonly value: unknown;
};

const lists = [
  ['components', 'component'],
  ['incidents', 'report'],
  ['scheduled_maintenances', 'report'],
] as const;

/** The records in a document of the public API v2; null when it is none, going by its content. */
export function recordsIn(value: unknown): Found[] | null {
  if (looksLikeReport(value)) return [{ kind: 'report', place: null, value }];
  // Notifications of webhooks have a page and an incident too, but neither in full.
  if (!isObject(value) || !isObject(value.page) || 'meta' in value) return null;
  const names = ['status', 'incident', ...lists.map(([key]) => key)];
  if (!names.some((key) => key in value)) return null;
  const found: Found[] = [{ kind: 'page', place: 'page', value: value.page }];
  if ('incident' in value) found.push({ kind: 'report', place: 'incident', value: value.incident });
  for (const [key, kind] of lists) {
    const list = value[key];
    if (list === undefined) continue;
    if (!Array.isArray(list)) found.push({ kind: 'no list', place: key, value: list });
    else found.push(...list.map((record, index) => ({ kind, place: `${key}[${index}]`, value: record })));
  }
  return found;
}

/** Enough of an incident to be judged as one. */
export function looksLikeReport(value: unknown): boolean {
  return isObject(value) && ('incident_updates' in value || ('impact' in value && 'created_at' in value));
}

/** What a document that is none of Statuspage's seems to be, in a few words. */
export function seemingly(value: unknown): string {
  if (!isObject(value)) return Array.isArray(value) ? 'a list' : 'a single value';
  if ('subscriber' in value) return 'a subscriber';
  if ('meta' in value && 'page' in value) return 'a notification of a webhook';
  const keys = Object.keys(value).slice(0, 5);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ').slice(0, 100)}`;
}

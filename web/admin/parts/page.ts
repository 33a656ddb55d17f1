import type { Live } from '../api/live.ts';
import { useLive, useLiveList } from '../api/live.ts';
import type { Component, Page } from '../api/shapes.ts';
import { onPage } from '../session/session.ts';

/** The page that everybody works on. */
export function usePage(): Live<Page> {
  return useLive<Page>(onPage(''));
}

/** The page's time zone; UTC until it is known. */
export function useZone(): string {
  return usePage().answer?.body.time_zone ?? 'UTC';
}

/** Components and groups by position, as the API lists them: groups are entries with `group: true`. */
export function useEntries(): Live<readonly Component[]> {
  return useLiveList<Component>(onPage('/components'));
}

/** A component with the name of its group, as people call it. */
export type NamedComponent = { readonly component: Component; readonly group: Component | null };

/** The components without the groups, in the order in which they stand on the page. */
export function componentsOf(entries: readonly Component[]): NamedComponent[] {
  const inGroup = (group: Component | null): NamedComponent[] =>
    entries
      .filter((entry) => !entry.group && entry.group_id === (group?.id ?? null))
      .map((component) => ({ component, group }));
  return entries.flatMap((entry) => {
    if (entry.group) return inGroup(entry);
    return entry.group_id === null ? [{ component: entry, group: null }] : [];
  });
}

import { useState } from 'preact/hooks';
import { read } from '../api/ask.ts';
import { type Live, useLive } from '../api/live.ts';
import type { AuditEntry } from '../api/shapes.ts';
import { type Action, useAction } from '../parts/action.ts';
import { onPage } from '../session/session.ts';

type Entries = readonly AuditEntry[];

const perPage = 50;

/** The latest entries that match, and on wish those before. */
export type FoundEntries = {
  readonly live: Live<Entries>;
  /** Reads the next older ones; null: there are none. */
  readonly more: Action<[]> | null;
};

/** `query`: as the API takes it. */
export function useEntries(query: URLSearchParams): FoundEntries {
  const path = onPage(`/audit?${new URLSearchParams([...query, ['per_page', String(perPage)]])}`);
  const first = useLive<Entries>(path);
  const [known, setKnown] = useState<{ path: string; entries: Entries; isAll: boolean } | null>(null);
  const latest = first.answer?.body ?? [];
  // Entries of before that do not reach up to the latest would leave a hole between them.
  const before = known?.path === path && reaches(known.entries, latest) ? known : null;
  const all = merged(latest, before?.entries ?? []);
  const more = useAction(async () => {
    const { body } = await read<Entries>(`${path}&page=${Math.floor(all.length / perPage) + 1}`);
    setKnown({ path, entries: merged(all, body), isAll: body.length < perPage });
  });
  return {
    live: { ...first, answer: first.answer && { ...first.answer, body: all } },
    more: latest.length === perPage && before?.isAll !== true ? more : null,
  };
}

function reaches(entries: Entries, latest: Entries): boolean {
  return (latest.at(-1)?.revision ?? 0) <= (entries[0]?.revision ?? 0);
}

/** Newer entries push the others to later pages, so the same one can come twice. */
function merged(newer: Entries, older: Entries): Entries {
  const last = newer.at(-1)?.revision ?? Number.POSITIVE_INFINITY;
  return [...newer, ...older.filter(({ revision }) => revision < last)];
}

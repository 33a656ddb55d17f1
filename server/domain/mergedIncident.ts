import type { Id } from './id.ts';

/** An incident that became part of another one. Its id goes on leading there. */
export type MergedIncident = { readonly id: Id; readonly intoId: Id; readonly mergedAt: number };

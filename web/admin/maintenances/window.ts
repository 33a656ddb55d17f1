import type { Incident } from '../api/shapes.ts';

/** From when to when, in ms UTC. */
export type Window = { readonly start: number; readonly end: number };

/** When a maintenance is planned. */
export function windowOf({ scheduled_for: start, scheduled_until: end }: Incident): Window {
  return { start: Date.parse(start ?? ''), end: Date.parse(end ?? '') };
}

export function overlap(one: Window, other: Window): boolean {
  return one.start < other.end && other.start < one.end;
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Whether it goes on now. */
export function isRunning({ status }: Pick<Incident, 'status'>): boolean {
  return status === 'in_progress' || status === 'verifying';
}

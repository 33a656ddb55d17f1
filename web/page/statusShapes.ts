import type { ComponentStatus } from '../../server/domain/status.ts';
import type { ToldStatus } from '../../server/domain/toldReport.ts';
import type { BarStatus } from './words/words.ts';

/** Each status as a shape of its own in a square of 16 × 16, so that colour is never the only sign. */
export type StatusShape = {
  /** The silhouette, filled. Empty: only a ring of dashes. */
  readonly outline: string;
  /** What is drawn onto it. */
  readonly mark: string;
};

export const statusShapes: Readonly<Record<BarStatus, StatusShape>> = {
  operational: { outline: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0', mark: 'M4.6 8.3 7 10.7l4.4-5' },
  under_maintenance: {
    outline: 'M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0',
    mark: 'M4.5 5.5h7M4.5 8h7M4.5 10.5h7',
  },
  degraded_performance: { outline: 'M8 .2 15.8 8 8 15.8.2 8z', mark: 'M4.9 8h6.2' },
  partial_outage: {
    outline:
      'M3.5 0h9A3.5 3.5 0 0 1 16 3.5v9a3.5 3.5 0 0 1-3.5 3.5h-9A3.5 3.5 0 0 1 0 12.5v-9A3.5 3.5 0 0 1 3.5 0z',
    mark: 'M8 3.6v5.2M8 12v.4',
  },
  major_outage: {
    outline: 'M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7z',
    mark: 'm5.2 5.2 5.6 5.6m0-5.6-5.6 5.6',
  },
  unknown: { outline: '', mark: '' },
};

/** The status whose colours the status of an incident or a maintenance has. */
export const toneOfStatus: Readonly<Record<ToldStatus, ComponentStatus>> = {
  investigating: 'degraded_performance',
  identified: 'partial_outage',
  monitoring: 'under_maintenance',
  resolved: 'operational',
  scheduled: 'under_maintenance',
  in_progress: 'under_maintenance',
  verifying: 'under_maintenance',
  completed: 'operational',
  postmortem: 'operational',
};

/** The status colours where no style sheet reaches: the tab's icon and pictures. */
const statusColors: Readonly<Record<BarStatus, string>> = {
  operational: '#24a06b',
  under_maintenance: '#3a72d8',
  degraded_performance: '#c99a0c',
  partial_outage: '#e0701a',
  major_outage: '#d23f3f',
  unknown: '#8a8a84',
};

/** The shape of a status as SVG elements, for pictures that stand on their own. */
export function drawStatus(status: BarStatus, color = statusColors[status], hole = '#fff'): string {
  const { outline, mark } = statusShapes[status];
  if (outline === '') {
    return `<circle cx="8" cy="8" r="6.8" fill="none" stroke="${color}" stroke-width="2" stroke-linecap="round" stroke-dasharray="3 4"/>`;
  }
  return `<path fill="${color}" d="${outline}"/><path fill="none" stroke="${hole}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="${mark}"/>`;
}

/** The icon of the tab as an SVG file. */
export function tabIcon(status: BarStatus): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${drawStatus(status)}</svg>`;
}

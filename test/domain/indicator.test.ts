import { describe, expect, it } from 'vitest';
import { indicatorOf } from '../../server/domain/indicator.ts';
import type { ComponentStatus } from '../../server/domain/status.ts';

const up = 'operational';
const maintenance = 'under_maintenance';
const degraded = 'degraded_performance';
const partial = 'partial_outage';
const major = 'major_outage';

describe('indicatorOf', () => {
  it.each<[ComponentStatus[], string, string]>([
    [[], 'none', 'All Systems Operational'],
    [[up, up], 'none', 'All Systems Operational'],
    [[major], 'critical', 'Major System Outage'],
    [[major, major], 'critical', 'Major System Outage'],
    [[up, up, major], 'major', 'Partial System Outage'],
    [[major, partial], 'major', 'Partial System Outage'],
    [[maintenance, major], 'major', 'Partial System Outage'],
    [[partial, partial], 'major', 'Partial System Outage'],
    [[partial, up], 'minor', 'Minor Service Outage'],
    [[partial, degraded], 'minor', 'Minor Service Outage'],
    [[degraded, up, maintenance], 'minor', 'Partially Degraded Service'],
    [[degraded, degraded], 'minor', 'Partially Degraded Service'],
    [[maintenance, up], 'maintenance', 'Service Under Maintenance'],
    [[maintenance], 'maintenance', 'Service Under Maintenance'],
  ])('%j: %s, %s', (statuses, indicator, description) => {
    const components = statuses.map((status) => ({ status, retiredAt: null }));
    expect(indicatorOf(components)).toEqual({ indicator, description });
  });

  it('does not count retired components', () => {
    const retired = { status: major, retiredAt: 1 } as const;
    expect(indicatorOf([retired]).indicator).toBe('none');
    expect(indicatorOf([retired, { status: up, retiredAt: null }]).indicator).toBe('none');
    const retiredButWell = { status: up, retiredAt: 1 } as const;
    expect(indicatorOf([retiredButWell, { status: major, retiredAt: null }]).indicator).toBe('critical');
  });
});

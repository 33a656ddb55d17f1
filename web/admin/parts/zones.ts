/** All time zones that the browser knows, UTC first, and this one also where it does not. */
export function zonesWith(zone: string): string[] {
  return [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])];
}

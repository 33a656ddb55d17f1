/** An instant as the manage API answers it: RFC 3339 in UTC with milliseconds. */
export function time(instant: number): string;
export function time(instant: number | null): string | null;
export function time(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

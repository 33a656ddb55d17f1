import { Refused } from './refused.ts';

/** The revision as an entity tag (RFC 9110, 8.8.3). */
export function etagOf(revision: number): string {
  return `"r${revision}"`;
}

/**
 * The revisions of `If-Match: "r12"`; null when any will do. A tag that is not of ours matches nothing, as a weak one
 * does (RFC 9110, 13.1.1).
 */
export function ifRevision(header: string | undefined): readonly number[] | null {
  if (header === undefined || header.trim() === '*') return null;
  return header.split(',').flatMap((tag) => {
    const revision = /^\s*"r(\d{1,15})"\s*$/.exec(tag)?.[1];
    return revision === undefined ? [] : [Number(revision)];
  });
}

/** Whether `?dry_run=` asks only what would happen. Throws `Refused`, so that no misspelling does the real thing. */
export function isDryRun(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  const message = 'must be true or false';
  throw new Refused({
    fault: 'invalid',
    code: 'invalid_fields',
    message: `dry_run: ${message}`,
    details: [{ path: 'dry_run', message }],
  });
}

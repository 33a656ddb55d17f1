import { z } from 'zod';
import { isColor } from '../../domain/embed.ts';
import {
  componentStatuses,
  impactLevels,
  incidentStatuses,
  maintenanceStatuses,
} from '../../domain/status.ts';
import { maxTextLength, normalizeText } from '../../text/normalize.ts';
import { railsTimeZones } from './railsTimeZones.ts';

/** The kinds of values that requests carry, in JSON or as the words of a form. */

const longestName = 255;

export const id = z.string().regex(/^[a-z0-9]{12}$/, 'must be 12 characters of a-z and 0-9');

export const name = z
  .string()
  .max(longestName, `must have at most ${longestName} characters`)
  .transform(normalizeText);

/** Why a component has a status, as a person says it. */
export const statusReason = z.string().max(300, 'must have at most 300 characters').transform(normalizeText);

export const words = z
  .string()
  .max(maxTextLength, `must have at most ${maxTextLength} characters`)
  .transform(normalizeText);

/** Of one mailbox; in lower case from here on. */
export const email = z
  .string()
  .max(254, 'must have at most 254 characters')
  .transform((text) => text.trim().toLowerCase());

/** JSON's true and false, and the words that forms and other languages have for them. */
const flagWords = new Map<unknown, boolean>([
  ...['t', 'true', 'True', '1', 1, 'on', 'yes'].map((word) => [word, true] as const),
  ...['f', 'false', 'False', '0', 0, 'off', 'no'].map((word) => [word, false] as const),
]);
export const flag = z.preprocess(
  (value) => flagWords.get(value) ?? value,
  z.boolean('must be true or false'),
);

/**
 * RFC 3339, read as ms UTC; also as Rails prints and takes it: a space for the `T`, `UTC` or nothing for `Z`.
 */
export const instant = z
  .string()
  .refine((text) => instantPattern.test(text), { message: 'must be an instant such as 2026-11-23T14:02:00Z' })
  .transform((text, context) => {
    const [, date = '', time = '00:00', offset = ''] = instantPattern.exec(text) ?? [];
    const zone = /\d/.test(offset) ? offset.replace(/(\d\d):?(\d\d)/, '$1:$2') : 'Z';
    const at = Date.parse(`${date}T${time}${zone}`);
    if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'must be an instant that exists' });
    return at;
  });
const instantPattern =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|UTC|[+-]\d\d:?\d\d)?)?$/;

/** An IANA name, or one that Rails has, which is read as IANA. Whether there is such a zone, the rules say. */
export const timeZone = z
  .string()
  .max(100)
  .transform((zone) => railsTimeZones.get(zone) ?? zone);

/** `#rrggbb`; in lower case from here on. */
export const color = z
  .string()
  .max(7, 'must be a colour such as #1a2b3c')
  .transform((text) => text.toLowerCase())
  .refine(isColor, 'must be a colour such as #1a2b3c');

export const componentStatus = z.enum(componentStatuses);
export const impactLevel = z.enum(impactLevels);
export const reportStatus = z.enum([...incidentStatuses, ...maintenanceStatuses]);
/** What is answered: publishing a postmortem is what gives an incident this status, not a request that says so. */
export const toldReportStatus = z.enum([...reportStatus.options, 'postmortem']);

/** Also in the digits of a form. Coercing anything would read true and lists as numbers as well. */
export function wholeNumber(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
    z.int('must be a whole number').min(least).max(most),
  );
}

/** A number of a page of results, or of results on a page. What is out of range is moved into it, as on a Statuspage. */
export function count(most: number, otherwise: number) {
  return z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce
      .number()
      .int()
      .transform((number) => Math.min(Math.max(number, 1), most))
      .default(otherwise),
  );
}

/** Null and the empty word say nothing where something may be left out: clients send them for what is not set. */
export function maybe<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());
}

/** A field in which null says something of its own. An empty text says nothing. */
export function orNone<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.nullable().optional());
}

/**
 * What Statuspage answers but does not take. Terraform and bots send whole objects back, so these keys may be there,
 * with whatever value, and change nothing. Any other key that is not known is refused.
 */
export function readOnly<const Key extends string>(
  keys: readonly Key[],
): Record<Key, z.ZodOptional<z.ZodUnknown>> {
  const ignored = z.unknown().optional();
  // Each key is there, which is what the type says.
  return Object.fromEntries(keys.map((key) => [key, ignored])) as Record<Key, typeof ignored>;
}

/** A value that an empty word of a form stands for as well. */
export function orNothing<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? null : value), schema.nullable());
}

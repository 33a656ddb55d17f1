import type { z } from 'zod';
import { Refused } from './refused.ts';

/** The value as the schema reads it. Throws `Refused` with each field that breaks a rule. */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: 'query' | 'body',
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map((issue) => ({
    path: issue.path.join('.') || part,
    message: issue.message,
  }));
  throw new Refused({
    fault: 'invalid',
    code: 'invalid_fields',
    message: details.map(({ path, message }) => `${path}: ${message}`).join('; '),
    details,
  });
}

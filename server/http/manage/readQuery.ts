import type { Context } from 'hono';
import { invalidField } from './invalidField.ts';
import { Refused } from './refused.ts';

/** The query of a request. Throws `Refused` when something is given twice: nobody can say which one is meant. */
export function readQuery(context: Context): Record<string, string> {
  const twice = Object.entries(context.req.queries()).find(([, values]) => values.length > 1);
  if (twice) {
    const [path] = twice;
    throw new Refused({
      fault: 'invalid',
      code: 'query.given_twice',
      message: `${path.slice(0, 100)} is given twice.`,
      details: [{ path, message: 'must be given once' }],
    });
  }
  const query = context.req.query();
  const unclean = Object.keys(query).find((name) => /\p{Cc}/u.test(query[name] ?? ''));
  if (unclean !== undefined) throw invalidField(unclean.slice(0, 100), 'must not have control characters');
  return query;
}

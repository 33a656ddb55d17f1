import type { Context } from 'hono';
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
  return context.req.query();
}

import { Refused } from './refused.ts';

/** There is no such thing on this page. `what` is the API's name of it, like `component`. */
export function notFound(what: string, id: string): Refused {
  return new Refused({
    fault: 'not_found',
    code: `${what}.not_found`,
    message: `There is no ${what.replaceAll('_', ' ')} ${id} on this page.`,
  });
}

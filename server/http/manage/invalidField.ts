import { Refused } from './refused.ts';

/** One field of a request breaks a rule that its schema cannot say. */
export function invalidField(path: string, message: string): Refused {
  return new Refused({
    fault: 'invalid',
    code: 'invalid_fields',
    message: `${path} ${message}`,
    details: [{ path, message }],
  });
}

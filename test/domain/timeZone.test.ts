import { describe, expect, it } from 'vitest';
import { isTimeZone } from '../../server/domain/timeZone.ts';

describe('isTimeZone', () => {
  it.each(['Etc/UTC', 'UTC', 'Europe/Berlin', 'America/Argentina/San_Luis', 'Asia/Calcutta'])(
    'takes %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each(['', 'Mars/Olympus', '+01:00', '-0500', ' Europe/Berlin', 'Europe/Berlin\n', 'Europe'])(
    'refuses "%s"',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});

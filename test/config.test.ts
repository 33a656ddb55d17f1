import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../server/config.ts';

describe('WEBSUB_HUB', () => {
  test('is an address, or empty for none', () => {
    expect(readConfig({}).webSubHub).toBeNull();
    expect(readConfig({ WEBSUB_HUB: ' ' }).webSubHub).toBeNull();
    expect(readConfig({ WEBSUB_HUB: 'https://hub.example.com/' }).webSubHub).toBe('https://hub.example.com/');
  });

  test.each(['hub.example.com', 'ftp://hub.example.com/', '/hub'])('is not %s', (address) => {
    expect(() => readConfig({ WEBSUB_HUB: address })).toThrow(ConfigError);
    expect(() => readConfig({ WEBSUB_HUB: address })).toThrow(/^WEBSUB_HUB is /);
  });
});

describe('DATABASE_URL', () => {
  test.each([
    'postgres://candor:secret@a:5432/candor',
    'postgresql://candor:secret@a:5432,b:5433,[::1]/candor?target_session_attrs=read-write',
    'postgres://candor@/candor?host=/run/postgresql',
  ])('is %s', (address) => {
    expect(readConfig({ DATABASE_URL: address }).databaseUrl).toBe(address);
  });

  test.each(['mysql://a/candor', 'postgres://candor:secret@a:port/candor', 'postgres://a:5432,b:x/candor'])(
    'is not %s, which is not repeated',
    (address) => {
      expect(() => readConfig({ DATABASE_URL: address })).toThrow(/^DATABASE_URL must /);
      expect(() => readConfig({ DATABASE_URL: address })).not.toThrow(address);
    },
  );
});

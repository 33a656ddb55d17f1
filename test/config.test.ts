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

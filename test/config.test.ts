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

describe('BACKUP_TO', () => {
  const keys = { BACKUP_S3_KEY: 'id', BACKUP_S3_SECRET: 'hidden' };

  test('is a directory, a bucket or off', () => {
    expect(readConfig({ DATA_DIR: '/data' }).backupTo).toBe('/data/backups');
    expect(readConfig({ BACKUP_TO: '/mnt/backups/' }).backupTo).toBe('/mnt/backups');
    expect(readConfig({ BACKUP_TO: 'off' }).backupTo).toBeNull();
    expect(
      readConfig({ BACKUP_TO: 's3://copies/status/page', BACKUP_S3_REGION: 'eu-1', ...keys }).backupTo,
    ).toEqual({
      endpoint: 'https://s3.eu-1.amazonaws.com',
      region: 'eu-1',
      bucket: 'copies',
      prefix: 'status/page',
      key: 'id',
      secret: 'hidden',
      settings: 'BACKUP',
    });
  });

  test.each([
    [{ BACKUP_TO: 'ftp://host/path', ...keys }, /^BACKUP_TO is "ftp:/],
    [{ BACKUP_TO: 's3://', ...keys }, /^BACKUP_TO is "s3:/],
    [{ BACKUP_TO: 's3://copies' }, /BACKUP_S3_KEY and BACKUP_S3_SECRET/],
    [{ BACKUP_TO: 's3://copies', ...keys, BACKUP_S3_ENDPOINT: 'host:9000/x' }, /^BACKUP_S3_ENDPOINT must/],
    [{ BACKUP_KEEP: '0' }, /^BACKUP_KEEP is "0"/],
  ])('is not %o', (env, message) => {
    expect(() => readConfig(env)).toThrow(message);
    expect(() => readConfig(env)).not.toThrow('hidden');
  });
});

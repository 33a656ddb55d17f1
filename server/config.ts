import path from 'node:path';
import type { Bucket } from './bucket.ts';
import { type Dkim, readDkimKey } from './dkimKey.ts';
import { serversOf } from './store/servers.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything that is decided before the start. What concerns the page itself is kept in the database. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Origin without a trailing slash. */
  readonly publicUrl: string;
  /** Whether it was set: only then do we know the one name under which to answer. */
  readonly publicUrlGiven: boolean;
  /** Absolute. */
  readonly dataDir: string;
  /** Null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** How many proxies before us name whom they heard a request from. */
  readonly trustedProxies: number;
  /** The WebSub hub that is told of changed feeds; null: none. */
  readonly webSubHub: string | null;
  /** Where mail is handed in, with its user and password; null: no mail is sent. */
  readonly smtpUrl: string | null;
  /** Who mail is from, as in its header; null: `status@` the host of `publicUrl`. */
  readonly mailFrom: string | null;
  /** Signs mail for the domain that it is from; null: mail is not signed here. */
  readonly dkim: Dkim | null;
  /** Whether webhooks may go to addresses inside of our own network. */
  readonly allowPrivateTargets: boolean;
  /** Where a copy of the public pages is kept up to date: a directory, absolute, or a bucket; null: there is none. */
  readonly siteTo: string | Bucket | null;
  /** Where scheduled backups are kept: a directory, absolute, or a bucket; null: none are made. */
  readonly backupTo: string | Bucket | null;
  /** So many of the newest backups are kept. */
  readonly backupKeep: number;
  readonly logLevel: (typeof logLevels)[number];
};

type Setting = { readonly name: string; readonly meaning: string; readonly default: string };

/** Every setting that the program reads, in the order of the README, which a test compares with this list. */
export const settings = [
  { name: 'PORT', meaning: 'TCP port to listen on', default: '3000' },
  { name: 'HOST', meaning: 'address to listen on; 0.0.0.0 for all', default: '127.0.0.1' },
  {
    name: 'PUBLIC_URL',
    meaning: 'origin under which customers see the page',
    default: 'http://localhost:PORT',
  },
  { name: 'DATA_DIR', meaning: 'directory of everything that is kept', default: './data' },
  {
    name: 'DATABASE_URL',
    meaning: 'postgres://… to use PostgreSQL; empty: SQLite at DATA_DIR/candor.db',
    default: '',
  },
  {
    name: 'SMTP_URL',
    meaning: 'where mail is handed in: smtp://user:password@host:587 or smtps://…; empty: no mail is sent',
    default: '',
  },
  {
    name: 'MAIL_FROM',
    meaning: 'sender of mail, such as Northwind status <status@example.com>',
    default: 'status@ the host of PUBLIC_URL',
  },
  {
    name: 'DKIM_KEY_FILE',
    meaning: 'private RSA key (PEM) that signs mail; empty: the mail server signs, or nobody',
    default: '',
  },
  {
    name: 'DKIM_SELECTOR',
    meaning: 'its public half is in the DNS as SELECTOR._domainkey of the domain of MAIL_FROM',
    default: '',
  },
  {
    name: 'ALLOW_PRIVATE_TARGETS',
    meaning: '1 lets webhooks go to private addresses',
    default: '',
  },
  {
    name: 'TRUST_PROXY',
    meaning: 'number of proxies before us that append to X-Forwarded-For',
    default: '0',
  },
  {
    name: 'WEBSUB_HUB',
    meaning: 'address of a WebSub hub that is told of changed feeds; empty: none',
    default: '',
  },
  {
    name: 'SITE_TO',
    meaning:
      'where a copy of the public pages as plain files is kept up to date: a directory, or s3://bucket/prefix; empty: none',
    default: '',
  },
  {
    name: 'SITE_S3_ENDPOINT',
    meaning: 'origin of the S3-compatible service that has the bucket of SITE_TO',
    default: 'https://s3.REGION.amazonaws.com',
  },
  { name: 'SITE_S3_REGION', meaning: 'region of that bucket', default: 'us-east-1' },
  {
    name: 'SITE_S3_KEY',
    meaning: 'id of the access key that may list, write and delete there',
    default: '',
  },
  { name: 'SITE_S3_SECRET', meaning: 'the secret of that key', default: '' },
  {
    name: 'BACKUP_TO',
    meaning: 'where the backup of each night is kept: a directory, or s3://bucket/prefix; off: none is made',
    default: 'DATA_DIR/backups',
  },
  { name: 'BACKUP_KEEP', meaning: 'how many of the newest backups are kept', default: '14' },
  {
    name: 'BACKUP_S3_ENDPOINT',
    meaning: 'origin of the S3-compatible service that has the bucket',
    default: 'https://s3.REGION.amazonaws.com',
  },
  { name: 'BACKUP_S3_REGION', meaning: 'region of the bucket', default: 'us-east-1' },
  {
    name: 'BACKUP_S3_KEY',
    meaning: 'id of the access key that may list, read, write and delete there',
    default: '',
  },
  { name: 'BACKUP_S3_SECRET', meaning: 'the secret of that key', default: '' },
  { name: 'LOG_LEVEL', meaning: `one of ${logLevels.join(', ')}`, default: 'info' },
] as const satisfies readonly Setting[];

type SettingName = (typeof settings)[number]['name'];

/** What is wrong with the settings, all at once: each line names one, what is wrong, and what to do. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the settings. Throws a `ConfigError` that names every mistake. An empty value counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const value = (name: SettingName): string =>
    env[name]?.trim() || (settings.find((setting) => setting.name === name)?.default ?? '');

  const port = Number(value('PORT'));
  if (!/^\d+$/.test(value('PORT')) || port > 65_535) {
    problems.push(`PORT is "${value('PORT')}", but must be a whole number from 0 to 65535. Try PORT=3000.`);
  }
  const givenUrl = env.PUBLIC_URL?.trim() || null;
  const publicUrl = givenUrl === null ? `http://localhost:${port}` : parseOrigin(givenUrl);
  if (publicUrl === null) {
    problems.push(
      `PUBLIC_URL is "${givenUrl}", but must be an origin without a path, such as https://status.example.com.`,
    );
  }
  const databaseUrl = value('DATABASE_URL');
  if (databaseUrl !== '' && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    // The value may hold a password, so it is not repeated.
    problems.push('DATABASE_URL must begin with postgres://. Leave it empty to use SQLite in DATA_DIR.');
  } else if (!serversOf(databaseUrl).every((server) => URL.canParse(server.replace('@/', '@localhost/')))) {
    problems.push(
      'DATABASE_URL must be like postgres://user:password@host:5432/name, or with several servers host1:5432,host2:5432.',
    );
  }
  const trustedProxies = Number(value('TRUST_PROXY'));
  if (!/^\d$/.test(value('TRUST_PROXY'))) {
    problems.push(
      `TRUST_PROXY is "${value('TRUST_PROXY')}", but must be a number of proxies from 0 to 9. Try TRUST_PROXY=1.`,
    );
  }
  const webSubHub = value('WEBSUB_HUB');
  if (webSubHub !== '' && !isWebAddress(webSubHub)) {
    problems.push(
      `WEBSUB_HUB is "${webSubHub}", but must be an address such as https://hub.example.com/. Leave it empty to use none.`,
    );
  }
  const smtpUrl = value('SMTP_URL');
  if (smtpUrl !== '' && !/^smtps?:\/\/[^/]/.test(smtpUrl)) {
    // The value may hold a password, so it is not repeated.
    problems.push('SMTP_URL must begin with smtp:// or smtps://. Leave it empty to send no mail.');
  }
  const mailFrom = env.MAIL_FROM?.trim() || null;
  if (mailFrom !== null && !/^[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(mailFrom)) {
    problems.push(`MAIL_FROM is "${mailFrom}", but must be like Northwind status <status@example.com>.`);
  }
  const dkim = readDkim(value('DKIM_KEY_FILE'), value('DKIM_SELECTOR'), problems);
  const allowPrivate = value('ALLOW_PRIVATE_TARGETS');
  if (!/^[01]?$/.test(allowPrivate)) {
    problems.push(`ALLOW_PRIVATE_TARGETS is "${allowPrivate}", but must be 1, 0 or empty.`);
  }
  const siteTo = value('SITE_TO');
  const backupTo = env.BACKUP_TO?.trim() || path.join(value('DATA_DIR'), 'backups');
  const place = (given: string, settings: Bucket['settings']): string | Bucket =>
    isAddress(given) ? readBucket(given, settings, value, env, problems) : path.resolve(given);
  const places = {
    siteTo: siteTo === '' ? null : place(siteTo, 'SITE'),
    backupTo: backupTo === 'off' ? null : place(backupTo, 'BACKUP'),
  };
  const backupKeep = Number(value('BACKUP_KEEP'));
  if (!/^\d{1,4}$/.test(value('BACKUP_KEEP')) || backupKeep === 0) {
    problems.push(
      `BACKUP_KEEP is "${value('BACKUP_KEEP')}", but must be a number of backups from 1 to 9999. Try BACKUP_KEEP=14.`,
    );
  }
  const logLevel = logLevels.find((level) => level === value('LOG_LEVEL'));
  if (!logLevel) {
    problems.push(`LOG_LEVEL is "${value('LOG_LEVEL')}", but must be one of ${logLevels.join(', ')}.`);
  }
  if (problems.length > 0 || publicUrl === null || !logLevel) throw new ConfigError(problems);
  return {
    port,
    host: value('HOST'),
    publicUrl,
    publicUrlGiven: givenUrl !== null,
    dataDir: path.resolve(value('DATA_DIR')),
    databaseUrl: databaseUrl === '' ? null : databaseUrl,
    trustedProxies,
    webSubHub: webSubHub === '' ? null : webSubHub,
    smtpUrl: smtpUrl === '' ? null : smtpUrl,
    mailFrom,
    dkim,
    allowPrivateTargets: allowPrivate === '1',
    ...places,
    backupKeep,
    logLevel,
  };
}

function readDkim(file: string, selector: string, problems: string[]): Dkim | null {
  if (file === '' && selector === '') return null;
  if (file === '' || selector === '') {
    problems.push('DKIM_KEY_FILE and DKIM_SELECTOR go together. Set both, or neither.');
    return null;
  }
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(selector)) {
    problems.push(`DKIM_SELECTOR is "${selector}", but must be a name in the DNS, such as status.`);
  }
  const read = readDkimKey(file);
  if ('problem' in read) {
    problems.push(`DKIM_KEY_FILE is "${file}", which ${read.problem}`);
    return null;
  }
  return { selector, privateKey: read.privateKey };
}

function isAddress(place: string): boolean {
  return /^[a-z0-9]+:\/\//i.test(place);
}

function readBucket(
  given: string,
  settings: Bucket['settings'],
  value: (name: SettingName) => string,
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Bucket {
  const [, bucket = '', prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{2,62})((?:\/[\w.-]+)*)\/?$/.exec(given) ?? [];
  if (bucket === '') {
    const [directory, orNone] = settings === 'SITE' ? ['/var/www/status', 'empty'] : ['/mnt/backups', 'off'];
    problems.push(
      `${settings}_TO is "${given}", but must be a directory such as ${directory}, a bucket such as s3://bucket/prefix, or ${orNone}.`,
    );
  }
  const region = value(`${settings}_S3_REGION`);
  const origin = env[`${settings}_S3_ENDPOINT`]?.trim() || `https://s3.${region}.amazonaws.com`;
  const endpoint = parseOrigin(origin);
  if (endpoint === null) {
    problems.push(
      `${settings}_S3_ENDPOINT must be an origin without a path, such as https://s3.example.com.`,
    );
  }
  const key = value(`${settings}_S3_KEY`);
  const secret = value(`${settings}_S3_SECRET`);
  if (key === '' || secret === '') {
    problems.push(`${settings}_TO is a bucket, so ${settings}_S3_KEY and ${settings}_S3_SECRET must be set.`);
  }
  return { endpoint: endpoint ?? '', region, bucket, prefix: prefix.slice(1), key, secret, settings };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function parseOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isOrigin = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isOrigin && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : null;
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Application, openApplication } from '../../server/application.ts';
import type { Bucket } from '../../server/bucket.ts';
import type { Command } from '../../server/domain/command.ts';
import type { Id } from '../../server/domain/id.ts';
import { createLog } from '../../server/log.ts';
import { newIds } from '../../server/newIds.ts';
import { newSecret } from '../../server/secret.ts';
import type { Location } from '../../server/store/store.ts';
import { keptLocation } from './location.ts';
import { ManualClock } from './manualClock.ts';

/** 23 November 2026, 14:40 UTC. */
export const testNow = Date.UTC(2026, 10, 23, 14, 40);

export type TestApplication = Application & {
  readonly clock: ManualClock;
  readonly dataDir: string;
  /** Where the database is that belongs to `dataDir`. */
  readonly location: Location;
  /** Does a command that must succeed, waits until the public can see it, and answers with the id. */
  readonly act: (command: Command) => Promise<Id>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  readonly text: (path: string) => Promise<string>;
};

export function temporaryDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'candor-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * The whole product on a fresh database (or the one that belongs to `dataDir`) with a clock that the test moves. The
 * database is of the engine that the test run is for.
 */
export async function startApplication(
  options: {
    now?: number;
    dataDir?: string;
    /** A PostgreSQL that others are on as well. */
    databaseUrl?: string;
    webSubHub?: string;
    smtpUrl?: string;
    dkim?: { readonly selector: string; readonly privateKey: string };
    allowPrivateTargets?: boolean;
    siteTo?: string | Bucket;
    /** Where backups are made each night; nowhere when not said. */
    backupTo?: string | Bucket;
    backupKeep?: number;
    onLog?: (line: string) => void;
    /** Ids that the test knows; random ones when not said. */
    newIds?: (count: number) => Id[];
  } = {},
): Promise<TestApplication> {
  const clock = new ManualClock(options.now ?? testNow);
  const dataDir = options.dataDir ?? temporaryDirectory();
  const location: Location =
    options.databaseUrl === undefined ? await keptLocation(dataDir) : { databaseUrl: options.databaseUrl };
  const application = await openApplication({
    config: {
      dataDir,
      databaseUrl: 'databaseUrl' in location ? location.databaseUrl : null,
      publicUrl: 'https://status.example.com',
      publicUrlGiven: true,
      trustedProxies: 1,
      webSubHub: options.webSubHub ?? null,
      smtpUrl: options.smtpUrl ?? null,
      mailFrom: null,
      dkim: options.dkim ?? null,
      allowPrivateTargets: options.allowPrivateTargets ?? false,
      siteTo: options.siteTo ?? null,
      backupTo: options.backupTo ?? null,
      backupKeep: options.backupKeep ?? 14,
    },
    clock,
    newIds: options.newIds ?? ((count) => newIds(count, randomBytes)),
    newSecret: () => newSecret(randomBytes),
    log: createLog(options.onLog ? 'trace' : 'silent', { write: (line) => options.onLog?.(line) }),
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await application.close();
  };
  onTestFinished(close);
  const get = async (url: string, headers: Record<string, string> = {}): Promise<Response> =>
    application.app.request(url, { headers });
  return {
    ...application,
    close,
    clock,
    dataDir,
    location,
    async act(command) {
      const answer = await application.perform(command, { actor: 'test' });
      if ('refusal' in answer) throw new Error(`${command.type}: ${answer.refusal.message}`);
      await application.published(answer.revision);
      return answer.subjectId ?? '';
    },
    get,
    text: async (url) => (await get(url)).text(),
  };
}

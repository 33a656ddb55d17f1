import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Command } from './domain/command.ts';
import type { Id } from './domain/id.ts';
import type { By } from './domain/request.ts';
import { answerDelayMs } from './domain/subscribing.ts';
import { createApp } from './http/app.ts';
import { guardHost } from './http/hostGuard.ts';
import { DueClock } from './jobs/dueClock.ts';
import { forgettingClock } from './jobs/forgetting.ts';
import { WebSubPing } from './jobs/webSubPing.ts';
import type { Log } from './log.ts';
import { Answering } from './notify/answering.ts';
import { openSenders } from './notify/senders.ts';
import { Telling } from './notify/telling.ts';
import { packageRoot } from './packageRoot.ts';
import { subscriberIdFor } from './personalLink.ts';
import { readAssets } from './publish/assets.ts';
import { pageFeedTopics } from './publish/feeds/feedDocument.ts';
import { Site } from './publish/site.ts';
import type { Answer } from './store/perform.ts';
import { openStore, type Store } from './store/store.ts';
import { StoreUnavailable } from './store/unavailable.ts';
import { webhookSecret } from './webhookSignature.ts';

export type ApplicationOptions = {
  readonly config: Pick<
    Config,
    | 'dataDir'
    | 'databaseUrl'
    | 'publicUrl'
    | 'publicUrlGiven'
    | 'trustedProxies'
    | 'webSubHub'
    | 'smtpUrl'
    | 'mailFrom'
    | 'allowPrivateTargets'
  >;
  readonly clock: Clock;
  readonly newIds: (count: number) => Id[];
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
  readonly log: Log;
};

/** The whole product, wired: what `candor serve` runs and what the tests open. */
export type Application = {
  readonly store: Store;
  /** The HTTP side, to be asked directly or listened with. */
  readonly app: Hono;
  /** Does what a command wants. Published within moments; `published` waits for it. */
  perform(command: Command, by: By): Promise<Answer>;
  /** Resolves when what `revision` changed can be read by the public. */
  published(revision: number): Promise<void>;
  /** Accepts connections; resolves to the address in use. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<{ readonly host: string; readonly port: number }>;
  /** Stops in order: accept no more, finish requests, stop jobs, close the database. */
  close(): Promise<void>;
};

/**
 * How long a client may take to send its headers, and its whole request: far longer than any honest one needs, and
 * short enough that slow ones cannot hold all connections.
 */
const patience = { connectionsCheckingInterval: 1_000, headersTimeout: 5_000, requestTimeout: 10_000 };

/** Requests that are under way may take this long when stopping. */
const finishMs = 10_000;

/** A write that is kept is answered after this long also when it could not be published yet. */
const publishingMs = 2_000;

function waited(clock: Clock, until: number): Promise<void> {
  return new Promise((resolve) => {
    clock.wakeAt(until, resolve);
  });
}

/** Opens the store, publishes for the first time and starts the jobs. Throws `StoreUnavailable`. */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  const { config, clock, newIds, newSecret, log } = options;
  const store = await openConfigured(config, clock, newIds);
  const senders = openSenders(config, (name) => store.subscriptions.key(name, newSecret));
  const linkKey = (): Promise<string> => store.subscriptions.key('links', newSecret);
  const site = new Site({
    source: store,
    clock,
    assets: readAssets(packageRoot()),
    url: config.publicUrl,
    hub: config.webSubHub,
    channels: [...senders.channels.keys()],
    onPublished: () => webSub?.look(),
    onError: (err) => log.error({ err }, 'the page could not be published; the last one stays'),
  });
  const webSub = config.webSubHub === null ? null : webSubPing(config.webSubHub, site, clock, log);
  const telling = new Telling({
    store,
    clock,
    url: config.publicUrl,
    senders,
    newIds,
    newSecret,
    isAlone: config.databaseUrl === null,
    onError: (err) => log.error({ err }, 'subscribers could not be told; trying again'),
  });
  const { mail } = senders;
  const answering =
    mail === null
      ? null
      : new Answering({
          store,
          clock,
          url: config.publicUrl,
          sendMail: (letter) => mail.sendMail(letter),
          linkKey,
          onError: (err) => log.error({ err }, 'personal links could not be mailed; trying again'),
        });
  const forgetting = forgettingClock({
    clock,
    forgettable: store.subscriptions.forgettable,
    erase: store.subscriptions.erase,
    onError: (err) => log.error({ err }, 'who left could not be erased; trying again'),
  });
  const perform: Application['perform'] = async (command, by) => {
    const answer = await store.perform(command, by);
    if ('changed' in answer && answer.changed) {
      site.publisher.wake();
      for (const { does, clock } of dueClocks) if (does !== command.type) clock.look();
      telling.look();
      answering?.look();
    }
    return answer;
  };
  const dueClock = (
    does: 'advanceMaintenances' | 'planSeries' | 'publishDueDraft',
    nextDueAt: () => Promise<number | null>,
  ) => ({
    does,
    clock: new DueClock({
      clock,
      nextDueAt,
      doDue: async () => {
        const answer = await perform({ type: does }, { actor: 'clock' });
        return 'changed' in answer && answer.changed;
      },
      onError: (err) => log.error({ err, command: does }, 'what is due could not be done; trying again'),
    }),
  });
  const dueClocks = [
    dueClock('advanceMaintenances', () => store.read((reads) => reads.nextDueAt())),
    dueClock('planSeries', () => store.read((reads) => reads.nextPlanAt())),
    dueClock('publishDueDraft', () => store.read((reads) => reads.nextDraftAt())),
  ];
  try {
    await site.publisher.start();
  } catch (error) {
    await store.close();
    throw error;
  }
  for (const due of dueClocks) due.clock.look();
  await telling.start();
  answering?.look();
  forgetting.look();
  const unavailable = (error: unknown): string | null =>
    error instanceof StoreUnavailable ? error.message : null;
  const secretOf = async (id: Id): Promise<string> =>
    webhookSecret(await store.subscriptions.key('webhooks', newSecret), id);
  const app = createApp(
    site,
    {
      url: config.publicUrl,
      engine: config.databaseUrl === null ? 'sqlite' : 'postgres',
      now: () => clock.now(),
      newId: () => newIds(1)[0] ?? '',
      newSecret,
      trustedProxies: config.trustedProxies,
      read: (work) => store.read(work),
      noteUse: (id, at) => store.noteUse(id, at),
      perform,
      consider: (command, considering) => store.consider(command, considering),
      request: (request) => store.request(request),
      keepAnswer: (request, revision, answer) => store.keepAnswer(request, revision, answer),
      published: (revision) =>
        Promise.race([site.publisher.published(revision), waited(clock, clock.now() + publishingMs)]),
      subscriptions: {
        ...store.subscriptions,
        idsFor: async (places) => {
          const key = await linkKey();
          return places.map((place) => subscriberIdFor(key, place));
        },
        webhookSecret: secretOf,
        retry: async (announcementId, now) => {
          await store.subscriptions.retry(announcementId, now);
          telling.lookForDeliveries();
        },
      },
      unavailable,
    },
    {
      now: () => clock.now(),
      trustedProxies: config.trustedProxies,
      linkKey,
      ask: async (request) => {
        await store.subscriptions.ask(request, request.askedAt + answerDelayMs);
        answering?.look();
      },
      subscriber: async (id) => (await store.subscriptions.byId([id]))[0] ?? null,
      keep: (subscriber) => store.subscriptions.put([subscriber]),
      webhookSecret: secretOf,
      erase: (id) => store.subscriptions.erase([id]),
      unavailable,
    },
    log,
  );
  let server: Server | null = null;

  return {
    store,
    app,
    perform,
    published: (revision) => site.publisher.published(revision),
    listen(host, port) {
      return new Promise((resolve, reject) => {
        const listening = serve(
          {
            fetch: guardHost(app.fetch, config.publicUrl, config.publicUrlGiven),
            hostname: host,
            port,
            serverOptions: patience,
          },
          (address: AddressInfo) => {
            listening.off('error', reject);
            resolve({ host: address.address, port: address.port });
          },
        ) as Server;
        listening.once('error', reject);
        server = listening;
      });
    },
    async close() {
      if (server) await closeServer(server);
      for (const due of dueClocks) await due.clock.stop();
      await answering?.stop();
      await forgetting.stop();
      await telling.stop();
      await site.publisher.stop();
      await webSub?.stop();
      await store.close();
    },
  };
}

function webSubPing(hub: string, site: Site, clock: Clock, log: Log): WebSubPing {
  return new WebSubPing({
    hub,
    topics: () => pageFeedTopics(site),
    clock,
    onError: (err) => log.warn({ err }, 'the WebSub hub could not be told of changed feeds; trying again'),
  });
}

/** Opens the store that the settings name, and makes its directory. Throws `StoreUnavailable`. */
export async function openConfigured(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  clock: Pick<Clock, 'now'>,
  newIds: (count: number) => Id[],
): Promise<Store> {
  const sources = { clock: () => clock.now(), newIds };
  if (config.databaseUrl !== null) return openStore({ databaseUrl: config.databaseUrl }, sources);
  makeDirectory(config.dataDir);
  const file = sqliteFile(config.dataDir);
  try {
    return await openStore({ file }, sources);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new StoreUnavailable(`${error.message} It is ${file} (DATA_DIR).`, error.hint, error);
  }
}

/** Where a data directory keeps everything. */
export function sqliteFile(dataDir: string): string {
  return path.join(dataDir, 'candor.db');
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    throw new StoreUnavailable(
      `The data directory ${directory} cannot be made.`,
      'Check that nothing else has this name and that this user may write there, or set DATA_DIR to another directory.',
      error,
    );
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), finishMs);
  await closed;
  clearTimeout(late);
}

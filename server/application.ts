import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Hono } from 'hono';
import { openDestination } from './backup/openDestination.ts';
import { scheduledBackups } from './backup/scheduledBackups.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Command } from './domain/command.ts';
import { deliveryKeptMs } from './domain/delivery.ts';
import type { Id } from './domain/id.ts';
import { statusNow } from './domain/reportUpdates.ts';
import type { By } from './domain/request.ts';
import { staffOnly } from './domain/staffOnly.ts';
import { answerDelayMs, rememberedMs } from './domain/subscribing.ts';
import type { Job } from './health/failures.ts';
import { openMetrics } from './health/metrics.ts';
import { freeBytesOf, readinessOf } from './health/readiness.ts';
import { Repeats } from './health/repeats.ts';
import { createApp } from './http/app.ts';
import { Listener } from './http/listener.ts';
import { readerOf } from './http/readerRoutes.ts';
import { readyArtifacts, readyAt } from './http/readyArtifacts.ts';
import { backupClock } from './jobs/backups.ts';
import { DueClock } from './jobs/dueClock.ts';
import { forgettingClock } from './jobs/forgetting.ts';
import { WebSubPing } from './jobs/webSubPing.ts';
import type { Log } from './log.ts';
import { Answering } from './notify/answering.ts';
import { openSenders, type Senders } from './notify/senders.ts';
import { showMessages } from './notify/showing.ts';
import { staffAlerts } from './notify/staffAlerts.ts';
import { Telling } from './notify/telling.ts';
import { packageRoot } from './packageRoot.ts';
import { subscriberIdFor } from './personalLink.ts';
import { readAssets } from './publish/assets.ts';
import { pageFeedTopics } from './publish/feeds/feedDocument.ts';
import { Keeping } from './publish/keeping.ts';
import { readLastPublished } from './publish/lastPublished.ts';
import { Site, type SiteOptions } from './publish/site.ts';
import { SiteCopying } from './publish/siteCopying.ts';
import { NotHolder, type Replica } from './store/database.ts';
import type { Answer } from './store/perform.ts';
import { openStore, type Store } from './store/store.ts';
import { StoreUnavailable } from './store/unavailable.ts';
import { vapidKeys } from './vapidKeys.ts';
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
    | 'dkim'
    | 'allowPrivateTargets'
    | 'siteTo'
    | 'backupTo'
    | 'backupKeep'
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
  /** Stops in order: accept no more, finish requests, stop jobs, publish for the last time, close the database. */
  close(): Promise<void>;
};

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
  const store = await openConfigured(config, clock, newIds, true);
  let replica = null as Replica | null;
  const holdsJobs = (): boolean => replica?.holdsJobs() ?? false;
  const { metrics, observe } = openMetrics();
  const repeats = new Repeats(clock);
  const failed =
    (job: Job, message: string) =>
    (err: unknown): void => {
      // Whoever does the jobs now does this too.
      if (err instanceof NotHolder) return;
      metrics.jobFailed(job);
      if (repeats.isNews(job, err)) log.error({ err, job }, message);
    };
  const senders = openSenders(config, (name) => store.subscriptions.key(name, newSecret));
  const linkKey = (): Promise<string> => store.subscriptions.key('links', newSecret);
  const site = new Site({
    ...siteSettings(config, senders, store, newSecret),
    clock,
    last: readLastPublished(publishedFile(config)),
    onPublished: () => {
      if (holdsJobs()) webSub?.look();
      keeping.look();
      siteCopying?.look();
      void startJobs();
    },
    onMoved: () => lookAtJobs(),
    onError: failed('publish', 'the page could not be published; the last one stays'),
  });
  const webSub = config.webSubHub === null ? null : webSubPing(config.webSubHub, site, clock, failed);
  const telling = new Telling({
    store,
    clock,
    url: config.publicUrl,
    senders,
    newIds,
    newSecret,
    isAlone: config.databaseUrl === null,
    holdsJobs,
    sender: () => replica?.sender() ?? null,
    onGivenUp: () => answering?.look(),
    onError: failed('tell', 'subscribers could not be told; trying again'),
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
          onError: failed('mail_links', 'personal links could not be mailed; trying again'),
        });
  const { subscriptions: told } = store.jobs;
  const alerting = staffAlerts({
    store,
    clock,
    newIds,
    holdsJobs,
    sendsMail: mail !== null,
    backsUp: config.backupTo !== null,
    confirmedAt: () => site.publisher.confirmedAt,
    freeBytes: () => freeBytesOf(config.dataDir),
    linkKey,
    onAlert: () => telling.look(),
    onError: failed('alert', 'whether something is wrong could not be found out; trying again'),
  });
  const forgetting = [
    forgettingClock({
      clock,
      keptMs: rememberedMs,
      holdsJobs,
      forgettable: told.forgettable,
      forget: told.erase,
      onError: failed('forget', 'who left could not be erased; trying again'),
    }),
    forgettingClock({
      clock,
      keptMs: deliveryKeptMs,
      holdsJobs,
      forgettable: told.forgettableDeliveries,
      forget: told.forgetDeliveries,
      onError: failed('forget', 'old deliveries could not be forgotten; trying again'),
    }),
  ];
  const engine = config.databaseUrl === null ? 'sqlite' : 'postgres';
  const backups =
    config.backupTo === null
      ? null
      : backupClock({
          clock,
          holdsJobs,
          timeZone: () => store.read(async (reads) => (await reads.page()).page.timeZone),
          ...scheduledBackups({
            store,
            engine,
            destination: await openDestination(config.backupTo),
            keep: config.backupKeep,
            scratch: path.join(config.dataDir, 'backing-up'),
            clock,
            newIds,
          }),
          onError: failed(
            'backup',
            'the database could not be backed up, or the backup not proven; trying again',
          ),
        });
  const lookAtJobs = (done?: Command['type']): void => {
    for (const { does, clock } of dueClocks) if (does !== done) clock.look();
    telling.look();
    answering?.look();
  };
  const published =
    (performs: Store['perform']): Application['perform'] =>
    async (command, by) => {
      const answer = await performs(command, by);
      if ('changed' in answer && answer.changed) {
        if (!staffOnly.includes(command.type)) site.publisher.wake();
        lookAtJobs(command.type);
        if (command.type === 'resumeAnnouncement') telling.lookForDeliveries();
      }
      return answer;
    };
  const perform = published(store.perform);
  const performJob = published(store.jobs.perform);
  const dueClock = (
    does: 'advanceMaintenances' | 'planSeries' | 'publishDueDraft',
    job: Job,
    nextDueAt: () => Promise<number | null>,
  ) => ({
    does,
    clock: new DueClock({
      clock,
      holdsJobs,
      nextDueAt,
      doDue: async () => {
        const answer = await performJob({ type: does }, { actor: 'clock' });
        return 'changed' in answer && answer.changed;
      },
      onError: failed(job, 'what is due could not be done; trying again'),
    }),
  });
  const dueClocks = [
    dueClock('advanceMaintenances', 'advance_maintenances', () => store.read((reads) => reads.nextDueAt())),
    dueClock('planSeries', 'plan_series', () => store.read((reads) => reads.nextPlanAt())),
    dueClock('publishDueDraft', 'publish_drafts', () => store.read((reads) => reads.nextDraftAt())),
  ];
  let jobs: Promise<void> | null = null;
  /** With the first publication of this process: before it, there is no database to do anything with. */
  const startJobs = (): Promise<void> => {
    jobs ??= (async () => {
      replica ??= await store.join({
        onWoken: () => {
          site.publisher.look();
          lookAtJobs();
          telling.lookForDeliveries();
        },
        onJobs: () => {
          lookAtJobs();
          webSub?.look();
          siteCopying?.look();
        },
      });
      lookAtJobs();
      if (holdsJobs()) webSub?.look();
      siteCopying?.look();
      await telling.start();
      for (const each of forgetting) each.look();
      alerting.look();
      backups?.look();
    })().catch((error: unknown) => {
      jobs = null;
      failed('tell', 'subscribers could not be told; trying again')(error);
    });
    return jobs;
  };
  const unavailable = (error: unknown): string | null =>
    error instanceof StoreUnavailable ? error.message : null;
  const secretOf = async (id: Id): Promise<string> =>
    webhookSecret(await store.subscriptions.key('webhooks', newSecret), id);
  const publication = () => {
    const { publisher, current } = site;
    return { revision: current.revision, builtAt: current.builtAt, buildMs: publisher.buildMs };
  };
  const readiness = readinessOf({
    clock,
    dataDir: config.dataDir,
    revision: () => store.revision(),
    publication: () => site.publisher,
    unavailable,
  });
  const app = createApp(
    site,
    {
      url: config.publicUrl,
      engine,
      now: () => clock.now(),
      newId: () => newIds(1)[0] ?? '',
      newSecret,
      trustedProxies: config.trustedProxies,
      read: (work) => store.read(work),
      accessEvents: store.accessEvents,
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
      messages: (channels, { announcements, reports, openImpacts, ...rest }) =>
        showMessages(senders.channels, channels, {
          announcements,
          reports,
          scene: {
            ...rest,
            url: config.publicUrl,
            statusNow: (componentId) => statusNow({ openImpacts }, componentId),
          },
        }),
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
      browser: async (address) => {
        const found = await store.subscriptions.at('web_push', address);
        return found.find(({ audience }) => audience === 'public') ?? null;
      },
      keep: (subscriber) => store.subscriptions.put([subscriber]),
      webhookSecret: secretOf,
      erase: (id) => store.subscriptions.erase([id]),
      unavailable,
    },
    { readiness, metrics },
    log,
  );
  const keeping = new Keeping({
    site,
    clock,
    file: publishedFile(config),
    ask: (path) => app.request(path),
    onError: failed('keep_published', 'what is published could not be kept on disk; trying again'),
  });
  const siteCopying =
    config.siteTo === null
      ? null
      : new SiteCopying({
          site,
          read: readerOf(site, config.publicUrl),
          clock,
          to: config.siteTo,
          holdsJobs,
          onError: failed('copy_site', 'the public pages could not be copied to SITE_TO; trying again'),
        });
  try {
    await site.start();
    if (!site.isServingLast) await startJobs();
  } catch (error) {
    await store.close();
    throw error;
  }
  const ready = readyArtifacts(site);
  const listener = new Listener({
    readyAt: (target) => readyAt(site, ready, target),
    fetch: app.fetch,
    publicUrl: config.publicUrl,
    publicUrlGiven: config.publicUrlGiven,
    traffic: metrics.traffic,
    now: () => clock.now(),
  });
  observe({
    clock,
    dataDir: config.dataDir,
    version: packageVersion(),
    engine,
    connections: () => listener.connections(),
    readiness,
    holdsJobs,
    publication,
    undelivered: store.subscriptions.undelivered,
    channels: [...senders.channels.keys()],
    lastMeasurement: (series) => store.read((reads) => reads.lastMeasurement(series)),
  });

  return {
    store,
    app,
    perform,
    published: (revision) => site.publisher.published(revision),
    async listen(host, port) {
      metrics.start();
      return listener.listen(host, port);
    },
    async close() {
      await listener.close();
      metrics.stop();
      for (const due of dueClocks) await due.clock.stop();
      await answering?.stop();
      for (const each of forgetting) await each.stop();
      await alerting.stop();
      await backups?.stop();
      await telling.stop();
      await site.stop();
      await keeping.stop();
      await siteCopying?.stop();
      await webSub?.stop();
      await store.close();
    },
  };
}

function webSubPing(
  hub: string,
  site: Site,
  clock: Clock,
  failed: (job: Job, message: string) => (error: unknown) => void,
): WebSubPing {
  return new WebSubPing({
    hub,
    topics: () => pageFeedTopics(site),
    clock,
    onError: failed('ping_hub', 'the WebSub hub could not be told of changed feeds; trying again'),
  });
}

/** What any reader can have, for a command beside a server: nothing is done by itself, and nothing kept on disk. */
export type PublicSite = {
  readonly site: Site;
  readonly read: (path: string) => Promise<Response>;
  close(): Promise<void>;
};

/** Publishes once from a store that stays open. */
export async function openPublicSite(
  store: Store,
  { config, clock, newSecret }: Pick<ApplicationOptions, 'config' | 'clock' | 'newSecret'>,
): Promise<PublicSite> {
  const senders = openSenders(config, (name) => store.subscriptions.key(name, newSecret));
  const site = new Site({
    ...siteSettings(config, senders, store, newSecret),
    clock,
    last: null,
    onPublished: () => undefined,
    onMoved: () => undefined,
    // The first publication rejects by itself, and later ones are not needed.
    onError: () => undefined,
  });
  await site.start();
  return {
    site,
    read: readerOf(site, config.publicUrl),
    async close() {
      await site.stop();
      senders.close();
    },
  };
}

/** What the site is made of, whoever opens it. */
function siteSettings(
  config: ApplicationOptions['config'],
  senders: Senders,
  store: Store,
  newSecret: () => string,
): Pick<SiteOptions, 'source' | 'assets' | 'url' | 'hub' | 'channels' | 'pushKey'> {
  return {
    source: store,
    assets: readAssets(packageRoot()),
    url: config.publicUrl,
    hub: config.webSubHub,
    channels: [...senders.channels.keys()],
    pushKey: async () => vapidKeys(await store.subscriptions.key('vapid', newSecret)).publicKey,
  };
}

/**
 * Opens the store that the settings name, and makes its directory. Where pages were published before, nothing fresh is
 * made, and who `waits` gets a store that goes on trying to open. Throws `StoreUnavailable`.
 */
export async function openConfigured(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  clock: Pick<Clock, 'now'>,
  newIds: (count: number) => Id[],
  waits = false,
): Promise<Store> {
  const sources = { clock: () => clock.now(), newIds };
  const holds = existsSync(publishedFile(config));
  const expected = { holds, waits: waits && holds };
  if (config.databaseUrl !== null) {
    return openStore({ databaseUrl: config.databaseUrl }, sources, expected);
  }
  makeDirectory(config.dataDir);
  const file = sqliteFile(config.dataDir);
  try {
    return await openStore({ file }, sources, expected);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    throw new StoreUnavailable(`${error.message} It is ${file} (DATA_DIR).`, error.hint, error);
  }
}

/** Where is kept what was published from a database, apart for each kind: one can be moved to the other. */
export function publishedFile({ dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>): string {
  return path.join(dataDir, 'published', databaseUrl === null ? 'sqlite' : 'postgres');
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

function packageVersion(): string {
  return JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')).version;
}

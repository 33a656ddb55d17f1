import type { Announcement } from '../../domain/announcement.ts';
import type { Change, Command, Decision, Refusal, State } from '../../domain/command.ts';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import type { Id } from '../../domain/id.ts';
import type { Impact } from '../../domain/impact.ts';
import type { Report } from '../../domain/incident.ts';
import type { Page } from '../../domain/page.ts';
import type { By, KeptAnswer, KeyedRequest, RememberedRequest } from '../../domain/request.ts';
import type { Channel } from '../../domain/subscriber.ts';
import type { AccessEvents } from '../access/guard.ts';
import type { DeskReads, DeskSubscriptions } from './desk.ts';

/** What the manage API needs of the application. */
export type ManageBackend = {
  readonly url: string;
  /** Which database keeps everything. */
  readonly engine: 'sqlite' | 'postgres';
  readonly now: () => number;
  readonly newId: () => Id;
  /** 256 random bits, base64url. */
  readonly newSecret: () => string;
  /** How many proxies before us tell the truth about whom they heard a request from. */
  readonly trustedProxies: number;
  read<T>(work: (reads: DeskReads) => Promise<T>): Promise<T>;
  readonly accessEvents: AccessEvents;
  /** Notes that a token or a session was used. */
  noteUse(id: Id, at: number): Promise<void>;
  perform(
    command: Command,
    by: By,
  ): Promise<
    | {
        readonly subjectId: Id | null;
        readonly revision: number;
        readonly changed: boolean;
        /** What the command was decided on, and what was changed of it. */
        readonly state: State;
        readonly changes: readonly Change[];
      }
    | { readonly refusal: Refusal }
  >;
  /** What a command would come to, without doing it; now, or as if it were `at`. */
  consider(
    command: Command,
    considering: Pick<By, 'ifRevision'> & { readonly at?: number },
  ): Promise<Decision>;
  /** What is known of an earlier request with this key. */
  request(request: KeyedRequest): Promise<RememberedRequest | null>;
  /** Keeps the answer to a request that came to this revision; null when somebody else is still doing it. */
  keepAnswer(request: KeyedRequest, revision: number | null, answer: KeptAnswer): Promise<KeptAnswer | null>;
  /** Resolves when what `revision` changed can be read by the public. */
  published(revision: number): Promise<void>;
  /** Who is told of what, and how far that is. */
  readonly subscriptions: DeskSubscriptions;
  /** What subscribers would be sent by these channels, those alone that the settings allow. */
  messages(
    channels: readonly Channel[],
    proposed: {
      readonly announcements: readonly Announcement[];
      /** All that are announced, as they would be. */
      readonly reports: readonly Report[];
      readonly page: Page;
      readonly components: readonly Component[];
      readonly groups: readonly ComponentGroup[];
      readonly openImpacts: readonly Impact[];
      readonly now: number;
    },
  ): readonly {
    readonly channel: Channel;
    readonly title: string | null;
    readonly text: string | null;
    readonly html: string | null;
    readonly payload: Record<string, unknown> | null;
  }[];
  /** Whether this failure is the database's; then the answer is 503 with this sentence. */
  unavailable(error: unknown): string | null;
};

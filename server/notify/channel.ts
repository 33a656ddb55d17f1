import type { Announcement } from '../domain/announcement.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Report } from '../domain/incident.ts';
import type { Page } from '../domain/page.ts';
import type { ComponentStatus } from '../domain/status.ts';
import type { Subscriber } from '../domain/subscriber.ts';

/** The page as messages speak of it. */
export type Scene = {
  readonly page: Page;
  /** PUBLIC_URL. */
  readonly url: string;
  /** Also retired ones, since reports name them. */
  readonly components: readonly Component[];
  readonly groups: readonly ComponentGroup[];
  readonly statusNow: (componentId: string) => ComponentStatus;
  /** ms UTC. */
  readonly now: number;
};

/** What one subscriber is told at once. */
export type Message = {
  /** The same each time that it is sent, so that who gets it twice can tell. Letters, digits and dots. */
  readonly id: string;
  readonly subscriber: Subscriber;
  /** What it tells, the oldest first; several when they had to wait. Of statuses of components a single one. */
  readonly announcements: readonly Announcement[];
  /** What they are about; null for statuses of components. */
  readonly report: Report | null;
  readonly scene: Scene;
  /** Where the subscriber changes what they hear of, and where they leave. */
  readonly links: { readonly manage: string; readonly unsubscribe: string | null };
};

/** What came of sending a message. `gone`: the address does not exist any more, so its subscriber is left alone. */
export type Outcome =
  | { readonly is: 'sent' }
  | {
      readonly is: 'later';
      readonly problem: string;
      readonly isDown: boolean;
      /** For how long the other side asked to be left alone; not said: for no certain time. */
      readonly waitMs?: number;
    }
  | { readonly is: 'gone'; readonly problem: string };

/** A message as staff look at it before it is sent: what a channel has of these. */
export type Shown = {
  /** A subject, or a title. */
  readonly title: string | null;
  readonly text: string | null;
  readonly html: string | null;
  /** What a program takes. */
  readonly payload: Readonly<Record<string, unknown>> | null;
};

/** One way to tell somebody. Adding one is one file and one test. */
export type ChannelSender = {
  /** How many messages may be on their way at the same time. */
  readonly lanes: number;
  /**
   * From so many messages on they go out side by side; until then one after the other, so that a crash repeats one at
   * most. 1 where targets are independent, so that nobody waits for a target that does not answer.
   */
  readonly crowd: number;
  /** Never throws: what goes wrong is an outcome. */
  send(message: Message): Promise<Outcome>;
  /** What `send` would send. */
  show(message: Message): Shown;
};

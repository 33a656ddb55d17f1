import type { Announcement } from '../domain/announcement.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Report } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Page } from '../domain/page.ts';
import type { ComponentStatus } from '../domain/status.ts';
import type { Channel, Subscriber } from '../domain/subscriber.ts';
import type { Guard } from './guardedRequest.ts';
import type { MailSender } from './mail.ts';

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

/** Sends messages by one channel. */
export type ChannelSender = {
  /** How many messages may be on their way at the same time. */
  readonly lanes: number;
  /**
   * Whether messages go out side by side also where few wait: targets are independent, and nobody is to wait for one
   * that does not answer. Else a few go out one after the other, so that a crash repeats one at most.
   */
  readonly isParallel: boolean;
  /** Never throws: what goes wrong is an outcome. */
  send(message: Message): Promise<Outcome>;
  /** What `send` would send. */
  show(message: Message): Shown;
};

/** A secret of this installation by its name. */
export type Keys = (name: 'webhooks' | 'vapid') => Promise<string>;

/** What senders are made of. */
export type SenderSettings = {
  readonly guard: Guard;
  readonly keys: Keys;
  readonly publicUrl: string;
  /** Null: no mail is sent. */
  readonly mail: MailSender | null;
  /** Takes the place of the own origin of services that have one. */
  readonly origin?: string;
};

/** A name that is the same in each language, or what it is called in each. */
export type Wording = string | Readonly<Record<Language, string>>;

/** How the addresses of a channel are written. Pure. */
export type AddressRules = {
  /** What staff are told of it when they enter one; nothing needs to be. */
  readonly addressHint: Wording;
  /** The one way in which an address is kept, so that nobody is there twice. */
  normalizeAddress(text: string): string;
  /** What is wrong with an address that is normalised, as the end of a sentence about it; null: nothing. */
  addressProblem(address: string): string | null;
  /** As staff see it in lists: enough to know it by, and no secret. */
  showAddress(address: string): string;
};

/**
 * One way to tell somebody: all that the product knows of it. Adding one is a file in `channels/`, a line in
 * `channels.ts` and a test.
 */
export type ChannelDefinition = AddressRules & {
  /** As subscribers, deliveries, requests and metrics call it, so that it stays for good: a-z and _. */
  readonly id: Channel;
  /** As staff read it. */
  readonly name: Wording;
  /** Staff can write an address down, for readers and for their own alerts. Who else subscribes does so alone. */
  readonly isWritten: boolean;
  /** It also hears of each component whose status changed, one message for each. */
  readonly hearsOfComponents: boolean;
  /** Who takes nothing for a day is left alone: whoever turned it on may not be able to turn it off. */
  readonly isGivenUp: boolean;
  /** Null: the settings do not allow it. */
  open(settings: SenderSettings): ChannelSender | null;
};

export function wordingIn(wording: Wording, language: Language): string {
  return typeof wording === 'string' ? wording : wording[language];
}

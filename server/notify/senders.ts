import { setMaxListeners } from 'node:events';
import type { Config } from '../config.ts';
import type { Channel } from '../domain/subscriber.ts';
import type { ChannelSender } from './channel.ts';
import { ChatSender } from './chat.ts';
import { discord } from './discord.ts';
import { googleChat } from './googleChat.ts';
import { MailSender } from './mail.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { WebhookSender } from './webhook.ts';
import { WebPushSender } from './webPush.ts';

/** A secret of this installation by its name. */
export type Keys = (name: 'webhooks' | 'vapid') => Promise<string>;

export type Senders = {
  readonly channels: ReadonlyMap<Channel, ChannelSender>;
  /** Null: no mail is sent. */
  readonly mail: MailSender | null;
  /** Ends what is still under way. */
  close(): void;
};

/** The channels that the settings allow. */
export function openSenders(
  {
    smtpUrl,
    mailFrom,
    dkim,
    publicUrl,
    allowPrivateTargets,
  }: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dkim' | 'publicUrl' | 'allowPrivateTargets'>,
  keys: Keys,
): Senders {
  const stopping = new AbortController();
  // One listener for each message that is on its way.
  setMaxListeners(0, stopping.signal);
  const guard = { allowPrivateTargets, signal: stopping.signal };
  const from = mailFrom ?? `status@${new URL(publicUrl).hostname}`;
  const contact = publicUrl.startsWith('https:') ? publicUrl : 'mailto:status@localhost';
  const mail = smtpUrl === null ? null : new MailSender({ smtpUrl, from, dkim });
  const channels = new Map<Channel, ChannelSender>([
    ['webhook', new WebhookSender({ guard, key: () => keys('webhooks') })],
    ['web_push', new WebPushSender({ guard, key: () => keys('vapid'), contact })],
  ]);
  for (const chat of [slack, discord, teams, googleChat, telegram]) {
    channels.set(chat.channel, new ChatSender(chat, { guard }));
  }
  if (mail) channels.set('email', mail);
  return {
    channels,
    mail,
    close() {
      stopping.abort();
      mail?.close();
    },
  };
}

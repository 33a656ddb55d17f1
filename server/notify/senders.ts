import type { Config } from '../config.ts';
import type { Channel } from '../domain/subscriber.ts';
import type { ChannelSender } from './channel.ts';
import { MailSender } from './mail.ts';

/** The channels that the settings allow. */
export function openSenders({
  smtpUrl,
  mailFrom,
  publicUrl,
}: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>): ReadonlyMap<Channel, ChannelSender> {
  const senders = new Map<Channel, ChannelSender>();
  if (smtpUrl !== null) {
    const from = mailFrom ?? `status@${new URL(publicUrl).hostname}`;
    senders.set('email', new MailSender({ smtpUrl, from }));
  }
  return senders;
}

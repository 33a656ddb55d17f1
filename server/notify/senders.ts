import { setMaxListeners } from 'node:events';
import type { Config } from '../config.ts';
import type { Channel } from '../domain/subscriber.ts';
import type { ChannelSender, Keys } from './channel.ts';
import { channels } from './channels.ts';
import { MailSender } from './mail.ts';

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
  const mail = smtpUrl === null ? null : new MailSender({ smtpUrl, from, dkim });
  const opened = channels.map(({ id, open }) => [id, open({ guard, keys, publicUrl, mail })] as const);
  return {
    channels: new Map(opened.flatMap(([id, sender]) => (sender ? [[id, sender]] : []))),
    mail,
    close() {
      stopping.abort();
      mail?.close();
    },
  };
}

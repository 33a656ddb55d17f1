import type { ChannelDefinition, ChannelSender, SenderSettings } from '../../server/notify/channel.ts';

/** What sends by a channel that needs no mail, to whatever address. */
export function senderBy(channel: ChannelDefinition, settings: Partial<SenderSettings> = {}): ChannelSender {
  const sender = channel.open({
    guard: { allowPrivateTargets: true },
    keys: async () => '',
    publicUrl: 'https://status.example.com',
    mail: null,
    ...settings,
  });
  if (!sender) throw new Error(`${channel.id} does not open`);
  return sender;
}

import type { Channel } from '../domain/subscriber.ts';
import type { ChannelDefinition } from './channel.ts';
import { discord } from './channels/discord.ts';
import { email } from './channels/email.ts';
import { googleChat } from './channels/googleChat.ts';
import { mattermost } from './channels/mattermost.ts';
import { slack } from './channels/slack.ts';
import { teams } from './channels/teams.ts';
import { telegram } from './channels/telegram.ts';
import { webhook } from './channels/webhook.ts';
import { webPush } from './channels/webPush.ts';

/** All ways to tell somebody, in the order in which people see them. */
export const channels: readonly ChannelDefinition[] = [
  email,
  webhook,
  slack,
  discord,
  teams,
  googleChat,
  mattermost,
  telegram,
  webPush,
];

export const channelIds: readonly Channel[] = channels.map(({ id }) => id);

/** Those that hear of each component whose status changed. */
export const hearOfComponents: ReadonlySet<Channel> = new Set(
  channels.filter(({ hearsOfComponents }) => hearsOfComponents).map(({ id }) => id),
);

/** Throws when there is none of this name. */
export function channelNamed(id: Channel): ChannelDefinition {
  const found = channels.find((channel) => channel.id === id);
  if (!found) throw new Error(`there is no channel ${id}`);
  return found;
}

import { chatChannel, colors, escapeMarkdown, paragraphs, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { hookAddress } from '../hookAddress.ts';

/** Webhooks of Discord. Limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export const discord = chatChannel({
  id: 'discord',
  name: 'Discord',
  addressHint: { en: 'Of a webhook of a channel.', de: 'Eines Webhooks eines Kanals.' },
  ...hookAddress(['discord.com', 'discordapp.com']),
  target(address) {
    const url = new URL(address);
    // Only then an answer says that the message is there.
    url.searchParams.set('wait', 'true');
    return url;
  },
  write(story) {
    return {
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: cut(escapeMarkdown(story.title), 256),
          url: story.link,
          color: Number.parseInt(colors[toneOf(story)].slice(1), 16),
          description: cut(escapeMarkdown([story.span, ...paragraphs(story)].join('\n\n')), 4_096),
          footer: { text: cut(story.pageName, 256) },
        },
      ],
    };
  },
});

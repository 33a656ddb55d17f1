import { chatChannel, colors, escapeMarkdown, isDeleted, paragraphs, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { hookAddress } from '../hookAddress.ts';

/** Incoming webhooks of Mattermost: https://developers.mattermost.com/integrate/webhooks/incoming. Its servers are anywhere. */
export const mattermost = chatChannel({
  id: 'mattermost',
  name: 'Mattermost',
  addressHint: {
    en: 'Of an incoming webhook of Mattermost.',
    de: 'Eines eingehenden Webhooks von Mattermost.',
  },
  ...hookAddress(null),
  write(story) {
    const text = cut([story.span, ...paragraphs(story)].join('\n\n'), 5_000);
    return {
      attachments: [
        {
          fallback: cut(`[${story.pageName}] ${story.title}`, 1_000),
          color: colors[toneOf(story)],
          title: cut(story.title, 300),
          title_link: story.link,
          text: escapeMarkdown(withoutMentions(text)),
          footer: cut(story.pageName, 300),
        },
      ],
    };
  },
  reading: {
    // The answer of a deleted webhook is 400, as that of much else.
    isGone: (status, body) =>
      isDeleted(status) || (status === 400 && body.includes('incoming_webhook.invalid')),
    // At whatever host staff entered: what only we can reach there is not told.
    quotes: false,
  },
});

/** Mattermost calls people also where the @ is escaped, unless something that nobody sees follows it. */
function withoutMentions(text: string): string {
  return text.replace(/(?<!\w)@(?=\w)/g, '@\u200b');
}

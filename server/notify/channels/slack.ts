import { chatChannel, colors, paragraphs, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { hookAddress } from '../hookAddress.ts';

/** Incoming webhooks of Slack. Limits: https://docs.slack.dev/reference/block-kit/blocks */
export const slack = chatChannel({
  id: 'slack',
  name: 'Slack',
  addressHint: { en: 'Of an incoming webhook of Slack.', de: 'Eines eingehenden Webhooks von Slack.' },
  ...hookAddress(['hooks.slack.com']),
  write(story) {
    const title = `[${story.pageName}] ${story.title}`;
    const plain = (text: string) => ({ type: 'plain_text', text: cut(text, 3_000), emoji: false });
    return {
      text: `<${story.link}|${plainly(cut(title, 1_000))}>`,
      unfurl_links: false,
      attachments: [
        {
          color: colors[toneOf(story)],
          blocks: [
            { type: 'context', elements: [plain(story.span)] },
            ...paragraphs(story)
              .slice(0, 40)
              .map((text) => ({ type: 'section', text: plain(text) })),
          ],
        },
      ],
    };
  },
});

/** What stands for itself in Slack's own markup, so that nobody is mentioned by the name of an incident. */
function plainly(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

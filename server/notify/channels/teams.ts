import { chatChannel, escapeMarkdown, paragraphs, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { hookAddress } from '../hookAddress.ts';

const styles = { good: 'good', planned: 'accent', minor: 'warning', bad: 'attention' } as const;

/** Workflows of Microsoft Teams that post an Adaptive Card, of at most 28 KB: https://adaptivecards.io/explorer */
export const teams = chatChannel({
  id: 'teams',
  name: 'Microsoft Teams',
  addressHint: { en: 'Of a workflow that posts cards.', de: 'Eines Workflows, der Karten postet.' },
  ...hookAddress(['.webhook.office.com', '.logic.azure.com', '.powerplatform.com']),
  write(story) {
    // A line break there is an empty line.
    const block = (text: string) => ({
      type: 'TextBlock',
      text: escapeMarkdown(text).replace(/\n+/g, '\n\n'),
      wrap: true,
    });
    return {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          contentUrl: null,
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            msteams: { width: 'Full' },
            body: [
              {
                type: 'Container',
                style: styles[toneOf(story)],
                bleed: true,
                items: [{ ...block(story.title), weight: 'Bolder', size: 'Medium' }, block(story.span)],
              },
              block(cut(paragraphs(story).join('\n\n'), 5_000)),
            ],
            actions: [{ type: 'Action.OpenUrl', title: cut(story.pageName, 100), url: story.link }],
          },
        },
      ],
    };
  },
});

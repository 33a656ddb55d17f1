import { escapeHtml } from '../../text/safeHtml.ts';
import { chatChannel, colors, paragraphs, toneOf } from '../chat.ts';
import { cut } from '../cut.ts';
import { hookAddress } from '../hookAddress.ts';

/** Incoming webhooks of Google Chat, cards of at most 32 KB: https://developers.google.com/workspace/chat/api */
export const googleChat = chatChannel({
  id: 'google_chat',
  name: 'Google Chat',
  addressHint: { en: 'Of a webhook of a space.', de: 'Eines Webhooks eines Bereichs.' },
  ...hookAddress(['chat.googleapis.com']),
  target(address, { report }) {
    const url = new URL(address);
    url.searchParams.set('threadKey', report.id);
    url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
    return url;
  },
  write(story) {
    const paragraph = (html: string) => ({ textParagraph: { text: html } });
    const title = `<font color="${colors[toneOf(story)]}"><b>${escapeHtml(story.title)}</b></font>`;
    const text = escapeHtml(cut(paragraphs(story).join('\n\n'), 4_000)).replaceAll('\n', '<br>');
    return {
      cardsV2: [
        {
          cardId: story.report.id,
          card: {
            header: { title: cut(story.pageName, 200), subtitle: story.span },
            sections: [
              {
                widgets: [
                  paragraph(title),
                  paragraph(text),
                  {
                    buttonList: {
                      buttons: [
                        { text: cut(story.pageName, 100), onClick: { openLink: { url: story.link } } },
                      ],
                    },
                  },
                ],
              },
            ],
          },
        },
      ],
    };
  },
});

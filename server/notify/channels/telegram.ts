import { escapeHtml } from '../../text/safeHtml.ts';
import { chatChannel, isDeleted, paragraphs } from '../chat.ts';
import { cut } from '../cut.ts';

/** A bot of Telegram: https://core.telegram.org/bots/api#sendmessage. An address is `TOKEN/CHAT`. */
export const telegram = chatChannel({
  id: 'telegram',
  name: 'Telegram',
  addressHint: {
    en: 'The token of the bot, a slash, and the id of the chat.',
    de: 'Das Token des Bots, ein Schrägstrich und die Id des Chats.',
  },
  normalizeAddress: (text) => text.trim(),
  addressProblem: (address) =>
    /^\d{1,20}:[\w-]{30,64}\/(-?\d{1,20}|@\w{5,32})$/.test(address)
      ? null
      : 'must be the token of a bot, a slash, and the id of a chat or @ and the name of a channel',
  showAddress: (address) => address.split('/')[1] ?? '',
  target: (address) => new URL(`https://api.telegram.org/bot${address.split('/')[0] ?? ''}/sendMessage`),
  write(story, address) {
    const title = cut(`[${story.pageName}] ${story.title}`, 1_000);
    // 4,096 characters count without the markup.
    const text = cut([story.span, ...paragraphs(story)].join('\n\n'), 3_000);
    return {
      chat_id: address.split('/')[1],
      text: `<b><a href="${escapeHtml(story.link)}">${escapeHtml(title)}</a></b>\n${escapeHtml(text)}`,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    };
  },
  reading: {
    /** Also when the bot is gone, was sent away, or never was in that chat. */
    isGone: (status, body) =>
      isDeleted(status) ||
      status === 401 ||
      status === 403 ||
      (status === 400 && /chat not found/i.test(body)),
    retryAfter: (body) => /"retry_after"\s*:\s*(\d+)/.exec(body)?.[1] ?? null,
  },
});

import { wordsIn } from '../../web/page/words/languages.ts';
import type { Language } from '../domain/language.ts';
import type { Page } from '../domain/page.ts';
import type { PersonalLink } from '../domain/subscribing.ts';
import { escapeHtml } from '../text/safeHtml.ts';
import type { Mail } from './mail.ts';
import { button, heading, mailDocument, paragraph } from './mailFrame.ts';
import { linkPlace } from './mailTemplate.ts';

/** What every mail has that is about a subscription. */
export type SubscriptionMail = {
  /** The same each time that it is sent. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  readonly page: Page;
  /** PUBLIC_URL. */
  readonly url: string;
  /** Where the link leads. */
  readonly address: string;
};

/** The mail with a personal link. Nothing in it comes from whoever asked for it. */
export function writePersonalMail(mail: SubscriptionMail, purpose: PersonalLink): Mail {
  const { subject, lead, action, otherwise } = wordsIn(mail.language).subscribing.mails[purpose];
  return writeSubscriptionMail(mail, { subject, lead: lead(mail.page.name), action, otherwise });
}

/** What is said in plain text. `action`: what the link is for. */
export function writeSubscriptionMail(
  { id, to, language, page, url, address }: SubscriptionMail,
  { subject, lead, action, otherwise }: Readonly<Record<'subject' | 'lead' | 'action' | 'otherwise', string>>,
): Mail {
  const whole = `[${page.name}] ${subject}`;
  return {
    id,
    to,
    letter: {
      subject: whole,
      text: `${[lead, `${action}:\n${linkPlace}`, otherwise, `-- \n${page.name}\n${url}`].join('\n\n')}\n`,
      html: mailDocument({
        language,
        page,
        url,
        subject: whole,
        preheader: lead,
        content: [heading(subject), paragraph(lead), button(linkPlace, action)].join('\n'),
        footer: `<p style="margin:0">${escapeHtml(otherwise)}</p>`,
      }),
    },
    link: address,
    thread: null,
    unsubscribe: null,
  };
}

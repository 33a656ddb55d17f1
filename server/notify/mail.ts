import type { Dkim } from '../dkimKey.ts';
import { Thread } from '../thread.ts';
import type { ChannelSender, Message, Outcome, Shown } from './channel.ts';
import { composeMail, fillIn, type Letter, linkPlace, type MailTemplate } from './mailTemplate.ts';
import { writeMail } from './mailText.ts';
import type { Submission, WrittenMail } from './mailThread.ts';

export type MailOptions = {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** As in the header `From`. */
  readonly from: string;
  /** Null: mail is handed in unsigned. */
  readonly dkim: Dkim | null;
};

const lanes = 5;

/** A mail as it is handed to the server. */
export type Mail = {
  readonly id: string;
  readonly to: string;
  readonly letter: Letter;
  /** What takes the place of `linkPlace` in the letter. */
  readonly link: string;
  /** The thread that it belongs to, as a Message-ID. */
  readonly thread: string | null;
  /** Where one click ends the subscription (RFC 8058); null for mail that is no subscription's. */
  readonly unsubscribe: string | null;
};

/** Sends e-mail through one server. */
export class MailSender implements ChannelSender {
  readonly lanes = lanes;
  readonly isParallel = false;
  readonly #thread: Thread<Submission, WrittenMail, Outcome>;
  readonly #from: string;
  readonly #host: string;
  readonly #templates = new WeakMap<Letter, Promise<MailTemplate>>();

  constructor({ smtpUrl, from, dkim }: MailOptions) {
    this.#from = from;
    this.#host = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost';
    const domain = this.#host;
    this.#thread = new Thread('notify/mailThread', { smtpUrl, connections: lanes, domain, dkim });
  }

  send(message: Message): Promise<Outcome> {
    return this.sendMail(writeMail(message));
  }

  show(message: Message): Shown {
    const { letter, link } = writeMail(message);
    const shown = (text: string): string => text.replaceAll(linkPlace, link);
    return { title: letter.subject, text: shown(letter.text), html: shown(letter.html), payload: null };
  }

  /** For what is no subscriber's message: confirmations, alerts. */
  async sendMail({ id, to, letter, link, thread, unsubscribe }: Mail): Promise<Outcome> {
    const template = this.#templates.get(letter) ?? composeMail(this.#from, letter);
    this.#templates.set(letter, template);
    const inThread = `<${thread}@${this.#host}>`;
    const headers = {
      To: to,
      'Message-ID': `<${id}@${this.#host}>`,
      ...(thread !== null && { 'In-Reply-To': inThread, References: inThread }),
      ...(unsubscribe !== null && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    };
    const raw = fillIn(await template, headers, link);
    try {
      return await this.#thread.ask({ from: this.#from, to, raw });
    } catch (error) {
      return { is: 'later', problem: String(error), isDown: true };
    }
  }

  close(): void {
    void this.#thread.close();
  }
}

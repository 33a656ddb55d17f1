import { createTransport } from 'nodemailer';
import type { Dkim } from '../dkimKey.ts';
import type { ChannelSender, Message, Outcome, Shown } from './channel.ts';
import { composeMail, fillIn, type Letter, linkPlace, type MailTemplate } from './mailTemplate.ts';
import { writeMail } from './mailText.ts';

export type MailOptions = {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** As in the header `From`. */
  readonly from: string;
  /** Null: mail is handed in unsigned. */
  readonly dkim: Dkim | null;
};

const lanes = 5;
const patienceMs = 30_000;

/** What a signature covers, where it is there: all that programs show or act upon (RFC 6376, 5.4; RFC 8058, 4). */
const signedHeaders = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'Auto-Submitted'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

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

/** Sends e-mail through one server, over connections that are kept. */
export class MailSender implements ChannelSender {
  readonly lanes = lanes;
  readonly crowd = 2_000;
  readonly #transport;
  readonly #from: string;
  readonly #host: string;
  readonly #templates = new WeakMap<Letter, Promise<MailTemplate>>();

  constructor({ smtpUrl, from, dkim }: MailOptions) {
    this.#from = from;
    this.#host = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost';
    this.#transport = createTransport({
      url: smtpUrl,
      pool: true,
      maxConnections: lanes,
      maxMessages: Number.POSITIVE_INFINITY,
      connectionTimeout: patienceMs,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(dkim && {
        dkim: {
          domainName: this.#host,
          keySelector: dkim.selector,
          privateKey: dkim.privateKey,
          headerFieldNames: signedHeaders,
        },
      }),
    });
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
    try {
      await this.#transport.sendMail({
        // Objects: strings might be read as several addresses.
        envelope: { from: this.#from, to: [{ name: '', address: to }] },
        raw: fillIn(await template, headers, link),
      });
      return { is: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }
}

/** 5xx about a recipient means that the address will not get better; anything else may (RFC 5321, 4.2.1). */
function outcomeOf(error: unknown): Outcome {
  const failure = error instanceof Error ? (error as Error & { code?: string; responseCode?: number }) : null;
  const problem = (failure?.message ?? String(error)).slice(0, 300);
  const code = failure?.responseCode;
  if (failure?.code === 'EENVELOPE' && code !== undefined && code >= 550 && code <= 553) {
    return { is: 'gone', problem };
  }
  const isDown = code === undefined || failure?.code === 'EAUTH' || code === 421;
  return { is: 'later', problem, isDown };
}

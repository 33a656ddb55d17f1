import { createTransport } from 'nodemailer';
import type { Dkim } from '../dkimKey.ts';
import { answerQuestions, dataOfThread } from '../thread.ts';
import type { Outcome } from './channel.ts';

/** The mail server, and how mail is handed in to it. */
export type Submission = {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string;
  /** At most; they are kept. */
  readonly connections: number;
  /** Whom mail comes from. */
  readonly domain: string;
  /** Null: mail is handed in unsigned. */
  readonly dkim: Dkim | null;
};

export type WrittenMail = {
  /** As in the header `From`. */
  readonly from: string;
  readonly to: string;
  /** The whole message. */
  readonly raw: string;
};

const patienceMs = 30_000;

/** What a signature covers, where it is there: all that programs show or act upon (RFC 6376, 5.4; RFC 8058, 4). */
const signedHeaders = [
  ...['From', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References', 'Auto-Submitted'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

const { smtpUrl, connections, domain, dkim } = dataOfThread<Submission>();

const transport = createTransport({
  url: smtpUrl,
  pool: true,
  maxConnections: connections,
  maxMessages: Number.POSITIVE_INFINITY,
  connectionTimeout: patienceMs,
  greetingTimeout: patienceMs,
  socketTimeout: patienceMs,
  disableFileAccess: true,
  disableUrlAccess: true,
  ...(dkim && {
    dkim: {
      domainName: domain,
      keySelector: dkim.selector,
      privateKey: dkim.privateKey,
      headerFieldNames: signedHeaders,
    },
  }),
});

answerQuestions<WrittenMail, Outcome>(
  async ({ from, to, raw }) => {
    try {
      // Objects: strings might be read as several addresses.
      await transport.sendMail({ envelope: { from, to: [{ name: '', address: to }] }, raw });
      return { is: 'sent' };
    } catch (error) {
      return outcomeOf(error);
    }
  },
  () => transport.close(),
);

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

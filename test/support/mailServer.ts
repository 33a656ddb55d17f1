import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail as the server took it. */
export type TakenMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: ParsedMail;
};

export type MailServer = {
  readonly url: string;
  /** In the order in which they were taken. */
  readonly taken: readonly TakenMail[];
  /** Resolves when there are so many. */
  until(count: number): Promise<readonly TakenMail[]>;
  /** What to answer to the next recipients and messages, until it answers null: an error with a code, or a lost reply. */
  refuse: (
    stage: 'recipient' | 'message',
    address: string,
  ) => { readonly code: number; readonly text: string } | null;
};

/** A real SMTP server on a port of its own, that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(address, _session, callback) {
      const refused = mailServer.refuse('recipient', address.address);
      callback(refused ? Object.assign(new Error(refused.text), { responseCode: refused.code }) : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const refused = mailServer.refuse('message', to[0] ?? '');
        if (refused) {
          callback(Object.assign(new Error(refused.text), { responseCode: refused.code }));
          return;
        }
        taken.push({ from, to, raw, parsed: await simpleParser(raw) });
        callback(null);
        for (const { resolve } of waiting.filter(({ count }) => taken.length >= count)) resolve();
        waiting = waiting.filter(({ count }) => taken.length < count);
      });
    },
  });
  // A client that goes away in the middle is nothing that a test must hear of.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as AddressInfo;
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    async until(count) {
      if (taken.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return taken;
    },
    refuse: () => null,
  };
  return mailServer;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';

/** The least that nodemailer can do to send the same text to many, over as many kept connections as the product uses. */

const [, , smtpUrl = ''] = process.argv;
const lanes = 5;
const transport = createTransport({
  url: smtpUrl,
  pool: true,
  maxConnections: lanes,
  maxMessages: Number.POSITIVE_INFINITY,
});

process.on('message', async ({ count, bytes }: { readonly count: number; readonly bytes: number }) => {
  const before = process.cpuUsage();
  let next = 0;
  const text = 'All services answer normally.\n'.repeat(Math.ceil(bytes / 2 / 30));
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await transport.sendMail({
        from: 'status@example.com',
        to: `reader${next}@example.com`,
        subject: 'An incident',
        text,
        html: text,
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuMs: (user + system) / 1_000 });
});

// Only to say that it is there, as the others do.
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

// Nothing of the bench outlives it.
process.on('disconnect', () => process.exit());

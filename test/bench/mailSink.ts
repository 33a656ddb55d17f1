import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** An SMTP server that takes everything and keeps nothing. Each question gets what was taken since the one before. */

export type Taken = {
  readonly count: number;
  /** From the first to the last. */
  readonly ms: number;
  /** Of the last one. */
  readonly bytes: number;
};

let count = 0;
let firstAt = 0;
let lastAt = 0;
let bytes = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData(stream, _session, callback) {
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    stream.on('end', () => {
      lastAt = performance.now();
      if (count === 0) firstAt = lastAt;
      count += 1;
      bytes = size;
      callback(null);
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}\n`);
});

process.on('message', ({ forget }: { readonly forget?: boolean }) => {
  const taken: Taken = { count, ms: lastAt - firstAt, bytes };
  process.send?.(taken);
  if (forget) count = 0;
});

// Nothing of the bench outlives it.
process.on('disconnect', () => process.exit());

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What becomes of a message once it has arrived whole. */
export type Reception = 'taken' | 'taken, and the reply is lost' | 'refused for now';

export type MailSink = {
  /** `smtp://HOST:PORT` */
  readonly url: string;
  readonly close: () => Promise<void>;
};

/**
 * A mail server that keeps nothing: it says of each message who should get it and from which address it came, and does
 * with it what it is told.
 */
export async function openMailSink(
  receive: (recipient: string, message: string, sender: string) => Reception,
  host = '127.0.0.1',
): Promise<MailSink> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => undefined);
    const sender = socket.remoteAddress ?? '';
    converse(socket, (recipient, message) => receive(recipient, message, sender));
  });
  server.listen(0, host).unref();
  await once(server, 'listening');
  return {
    url: `smtp://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As much of SMTP as a sender needs (RFC 5321), one message after the other. */
function converse(socket: Socket, receive: (recipient: string, message: string) => Reception): void {
  let waiting = '';
  let recipient = '';
  let isMessage = false;
  const reply = (line: string): void => {
    socket.write(`${line}\r\n`);
  };
  const take = (message: string): void => {
    switch (receive(recipient, message)) {
      case 'taken':
        reply('250 taken');
        return;
      case 'taken, and the reply is lost':
        socket.destroy();
        return;
      case 'refused for now':
        socket.end('421 not now\r\n');
        return;
    }
  };
  reply('220 sink');
  socket.setEncoding('utf8').on('data', (text: string) => {
    waiting += text;
    for (;;) {
      const end = isMessage ? '\r\n.\r\n' : '\r\n';
      const at = waiting.indexOf(end);
      if (at < 0) return;
      const line = waiting.slice(0, at);
      waiting = waiting.slice(at + end.length);
      if (isMessage) {
        isMessage = false;
        take(line);
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') recipient = /<([^>]*)>/.exec(line)?.[1] ?? '';
      isMessage = verb === 'DATA';
      if (verb === 'QUIT') socket.end('221 bye\r\n');
      else reply(isMessage ? '354 go on' : '250 ok');
    }
  });
}

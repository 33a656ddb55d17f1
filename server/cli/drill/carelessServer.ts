import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A status page as one might write it in an afternoon, and what drills must find wrong: `node carelessServer.js FILE`.
 * It acknowledges what it has not saved, saves by overwriting, reads its file for each page, calls everything
 * operational when it cannot, lets one page hold up all others, and waits for slow clients for ever.
 */

const file = process.argv[2] ?? 'careless.json';
const saveAfterMs = 50;
/** How long a page takes, with its templates and queries. */
const renderTurns = 4_000_000;

type Kept = Record<string, string[]>;

let kept: Kept = read() ?? {};

function read(): Kept | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function save(): void {
  try {
    writeFileSync(file, JSON.stringify(kept));
  } catch {
    // Next time, perhaps.
  }
}

function render(): string {
  let turns = 0;
  while (turns < renderTurns) turns += 1;
  const found = Object.values(read() ?? {});
  return found.length === 0 ? 'All Systems Operational' : found.flat().join('\n');
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece;
  return text;
}

const server = createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.end(render());
    return;
  }
  const { incident } = JSON.parse(await textOf(request));
  const [, known] = /\/incidents\/(\w+)/.exec(request.url ?? '') ?? [];
  const id = known ?? `careless${Object.keys(kept).length}`;
  kept = { ...kept, [id]: [...(kept[id] ?? []), incident.body] };
  setTimeout(save, saveAfterMs);
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
});
server.headersTimeout = 0;
server.requestTimeout = 0;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`A careless page is at http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

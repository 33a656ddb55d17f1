import './probe.ts';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that node:http can do to send one page, or 304 to who has it: what every other server is measured by. */

const [, , headersFile = '', bodyFile = ''] = process.argv;
const headers: Record<string, string> = JSON.parse(readFileSync(headersFile, 'utf8'));
const body = readFileSync(bodyFile);
const { 'content-length': _, 'content-encoding': __, 'content-type': ___, ...notModified } = headers;

const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, notModified).end();
  } else {
    response.writeHead(200, headers).end(body);
  }
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});

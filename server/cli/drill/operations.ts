import { appendFileSync, readFileSync } from 'node:fs';

/** What a server did to its files, and when a write was acknowledged, in the order in which it happened. */
export type Operation =
  | { readonly type: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly type: 'truncate'; readonly path: string; readonly size: number }
  | { readonly type: 'sync' | 'unlink'; readonly path: string }
  | { readonly type: 'rename'; readonly path: string; readonly to: string }
  | { readonly type: 'acknowledge'; readonly note: string };

const headLength = 16;

/** Notes in the log that everything before it may be relied on from now on. */
export function noteAcknowledged(log: string, note: string): void {
  const data = Buffer.from(note);
  const head = Buffer.alloc(headLength);
  head.write('A');
  head.writeUInt32LE(data.length, 4);
  appendFileSync(log, Buffer.concat([head, data]));
}

/** Reads what `faults.c` recorded. A record that a kill cut off is left out. */
export function readOperations(log: string): Operation[] {
  const bytes = readFileSync(log);
  const operations: Operation[] = [];
  for (let at = 0; at + headLength <= bytes.length; ) {
    const pathEnd = at + headLength + bytes.readUInt16LE(at + 2);
    const end = pathEnd + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) break;
    operations.push(
      operationOf(
        String.fromCharCode(bytes.readUInt8(at)),
        Number(bytes.readBigUInt64LE(at + 8)),
        bytes.toString('utf8', at + headLength, pathEnd),
        bytes.subarray(pathEnd, end),
      ),
    );
    at = end;
  }
  return operations;
}

function operationOf(code: string, offset: number, path: string, data: Buffer): Operation {
  switch (code) {
    case 'W':
      return { type: 'write', path, offset, data };
    case 'T':
      return { type: 'truncate', path, size: offset };
    case 'S':
      return { type: 'sync', path };
    case 'U':
      return { type: 'unlink', path };
    case 'R':
      return { type: 'rename', path, to: data.toString() };
    case 'A':
      return { type: 'acknowledge', note: data.toString() };
    default:
      throw new Error(`the log of operations has an unknown operation ${code}`);
  }
}

import { setImmediate } from 'node:timers/promises';
import { UnusableFile } from './damage.ts';

const megabyte = 1024 * 1024;
const maxLineBytes = 10 * megabyte;
const maxDocumentBytes = 64 * megabyte;

/** A file to import: what it is called, and its bytes as they come. */
export type SourceFile = { readonly name: string; readonly chunks: AsyncIterable<Buffer> };

/** One JSON value: the whole file (`line` is null), or one line of it, counted from 1. */
export type Entry = { readonly line: number | null; readonly value: unknown };
/** A line that is not JSON, and why not. */
export type BrokenLine = { readonly line: number; readonly problem: string };

/**
 * Reads a file that holds either one JSON document or one JSON object per line, whatever its name is. A file of lines
 * is streamed; a document may have 64 MB, a line 10 MB, and reading stops there. Throws `UnusableFile`.
 */
export async function* entriesOf({ name: file, chunks }: SourceFile): AsyncGenerator<Entry | BrokenLine> {
  // All that was read, while it is not known that the file is one of lines.
  let held: Buffer[] | null = [];
  let heldBytes = 0;
  let mayBeLines = true;
  const lines = new LineSplitter(file);
  for await (const chunk of chunks) {
    // A server that imports has others to answer meanwhile.
    await setImmediate();
    refuseBinary(file, chunk);
    if (held === null) {
      yield* lines.push(chunk).map(parsedLine);
      continue;
    }
    held.push(chunk);
    heldBytes += chunk.length;
    if (mayBeLines && chunk.includes('\n')) {
      const verdict = firstLineIsRecord(Buffer.concat(held));
      if (verdict === false) mayBeLines = false;
      if (verdict === true) {
        yield* lines.push(Buffer.concat(held)).map(parsedLine);
        held = null;
      }
    }
    if (held && heldBytes > maxDocumentBytes) {
      throw new UnusableFile(
        file,
        `${file} is larger than 64 MB and not made of one record per line.`,
        'Convert it to one incident per line, for example with jq -c ".incidents[]".',
      );
    }
  }
  if (held) yield* wholeFile(file, Buffer.concat(held), lines);
  else yield* lines.end().map(parsedLine);
}

/** Null: not known before more was read, since there is nothing after the first line yet. */
function firstLineIsRecord(bytes: Buffer): boolean | null {
  const text = bytes.toString('utf8').trimStart();
  const end = text.indexOf('\n');
  if (end < 0 || text.slice(end).trim() === '') return null;
  return isObject(parsed(text.slice(0, end)));
}

/** A document; or lines of which the first one is broken. */
function* wholeFile(file: string, bytes: Buffer, lines: LineSplitter): Generator<Entry | BrokenLine> {
  const text = decoded(bytes);
  if (text?.trim() === '') {
    throw new UnusableFile(
      file,
      `${file} is empty.`,
      'Download it again, and check that the download succeeded.',
    );
  }
  const value = text === undefined ? undefined : parsed(text);
  if (value !== undefined) {
    yield { line: null, value };
    return;
  }
  const found = [...lines.push(bytes), ...lines.end()].map(parsedLine);
  if (!found.some((entry) => 'value' in entry && isObject(entry.value))) {
    throw new UnusableFile(
      file,
      `${file} is not JSON.`,
      'It may be cut off, or a page of HTML: download it again, for example from https://status.example.com/api/v2/summary.json.',
    );
  }
  yield* found;
}

/** JSON escapes NUL, and a compressed file, a database or UTF-16 has it in its first kilobytes. */
function refuseBinary(file: string, bytes: Buffer): void {
  if (!bytes.includes(0)) return;
  throw new UnusableFile(
    file,
    `${file} is not a text file.`,
    'If it is compressed, unpack it first; it must be JSON in UTF-8.',
  );
}

type Line = { readonly number: number; readonly bytes: Buffer };

/** Cuts bytes into lines without blank ones. Throws `UnusableFile` at a line of more than 10 MB. */
class LineSplitter {
  readonly #file: string;
  #begun: Buffer[] = [];
  #begunBytes = 0;
  #number = 1;

  constructor(file: string) {
    this.#file = file;
  }

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#hold(chunk.subarray(start, end));
      lines.push(...this.end());
      start = end + 1;
    }
    this.#hold(chunk.subarray(start));
    return lines;
  }

  /** The line that was begun. */
  end(): Line[] {
    const bytes = Buffer.concat(this.#begun);
    this.#begun = [];
    this.#begunBytes = 0;
    const number = this.#number++;
    return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13) ? [] : [{ number, bytes }];
  }

  #hold(bytes: Buffer): void {
    this.#begun.push(bytes);
    this.#begunBytes += bytes.length;
    if (this.#begunBytes > maxLineBytes) {
      throw new UnusableFile(
        this.#file,
        `${this.#file} has more than 10 MB in line ${this.#number}.`,
        'Each line must hold one incident; check how the file was made.',
      );
    }
  }
}

function parsedLine({ number, bytes }: Line): Entry | BrokenLine {
  const text = decoded(bytes);
  if (text === undefined) return { line: number, problem: 'is not UTF-8' };
  const value = parsed(text);
  return value === undefined ? { line: number, problem: 'is not JSON' } : { line: number, value };
}

/** Undefined when the bytes are not UTF-8. A byte order mark is dropped. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Undefined when the text is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

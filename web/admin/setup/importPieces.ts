/** A file as the API takes it. */
export type ImportFile = { readonly name: string; readonly text: string };

/** Small enough to be sent within seconds on a slow line, characters. */
const pieceLength = 1_000_000;

/** Reads files that somebody chose. */
export async function readFiles(files: readonly File[]): Promise<readonly ImportFile[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
}

/**
 * The same in pieces that are imported one after the other: what has the components goes first, and long lists of one
 * incident per line are cut between lines. What was imported before a failure stays, and importing again goes on.
 */
export function piecesOf(files: readonly ImportFile[]): readonly ImportFile[] {
  const first = (file: ImportFile): number => (file.text.includes('"components":') && !isLines(file) ? 0 : 1);
  return [...files]
    .sort((a, b) => first(a) - first(b))
    .flatMap((file) => (isLines(file) ? cut(file) : [file]));
}

function isLines({ name }: ImportFile): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

function cut({ name, text }: ImportFile): ImportFile[] {
  const pieces: ImportFile[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start + pieceLength);
    const stop = end === -1 ? text.length : end + 1;
    pieces.push({ name, text: text.slice(start, stop) });
    start = stop;
  }
  return pieces;
}

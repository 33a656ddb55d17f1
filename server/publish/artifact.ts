import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** One encoding of an artifact: its bytes and its complete headers, ready to be sent. */
export type Representation = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  /** Those of a 304: the same without what describes the bytes (RFC 9110, 15.4.5). */
  readonly notModified: Readonly<Record<string, string>>;
  readonly etag: string;
};

/** Published bytes in each encoding. Everything that a response needs is computed here, once. */
export type Artifact = {
  readonly identity: Representation;
  readonly gzip: Representation;
  readonly br: Representation;
};

type Compressed = { readonly gzip: Buffer; readonly br: Buffer };

/**
 * Makes the bytes of `body` in all encodings, with one strong ETag each. It is derived from the content, so that
 * replicas and restarts agree on it. A body of bytes is compressed already, as pictures are, and stays as it is.
 * `quality` is brotli's, up to 11: what is made often is made fast.
 */
export function makeArtifact(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  quality = usualQuality,
): Artifact {
  const identity = Buffer.from(body);
  if (typeof body !== 'string') return assemble(identity, null, headers);
  const compressed = {
    gzip: gzipSync(identity, gzipOptions),
    br: brotliCompressSync(identity, brotliOptions(identity, quality)),
  };
  return assemble(identity, compressed, headers);
}

/** The same for what can be large: compressed beside, while others are answered. */
export async function makeLargeArtifact(
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Artifact> {
  // To render megabytes takes long, and so does to encode them: others have a turn in between.
  await setImmediate();
  const identity = Buffer.from(body);
  const [zipped, br] = await Promise.all([
    gzipAside(identity, gzipOptions),
    brotliAside(identity, brotliOptions(identity, usualQuality)),
  ]);
  return assemble(identity, { gzip: zipped, br }, headers);
}

const gzipAside = promisify(gzip);
const brotliAside = promisify(brotliCompress);

const usualQuality = 5;
const gzipOptions = { level: 6 };

function brotliOptions(body: Buffer, quality: number) {
  return {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  };
}

/** Null: it is sent as it is in any case. */
function assemble(
  identity: Buffer,
  compressed: Compressed | null,
  headers: Readonly<Record<string, string>>,
): Artifact {
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const represent = (bytes: Buffer, encoding: 'br' | 'gzip' | null): Representation => {
    const etag = encoding === null ? `"${hash}"` : `"${hash}-${encoding}"`;
    const { 'content-type': _, ...lasting } = headers;
    return {
      bytes: new Uint8Array(bytes),
      etag,
      headers: {
        ...headers,
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
        'content-length': String(bytes.length),
        etag,
        vary: 'Accept-Encoding',
      },
      notModified: { ...lasting, etag, vary: 'Accept-Encoding' },
    };
  };
  const plain = represent(identity, null);
  if (compressed === null) return { identity: plain, gzip: plain, br: plain };
  return {
    identity: plain,
    gzip: represent(compressed.gzip, 'gzip'),
    br: represent(compressed.br, 'br'),
  };
}

/** The same bytes for an address where the answer also depends on this header of the request. */
export function varyingBy(header: string, { identity, gzip, br }: Artifact): Artifact {
  const varying = (one: Representation): Representation => ({
    ...one,
    headers: { ...one.headers, vary: `${header}, ${one.headers.vary}` },
    notModified: { ...one.notModified, vary: `${header}, ${one.headers.vary}` },
  });
  return { identity: varying(identity), gzip: varying(gzip), br: varying(br) };
}

import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** One encoding of an artifact: its bytes and its complete headers, ready to be sent. */
export type Representation = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
};

/** Published bytes in each encoding. Everything that a response needs is computed here, once. */
export type Artifact = {
  readonly identity: Representation;
  readonly gzip: Representation;
  readonly br: Representation;
};

/**
 * Makes the bytes of `body` in all encodings, with one strong ETag each. It is derived from the content, so that
 * replicas and restarts agree on it. A body of bytes is compressed already, as pictures are, and stays as it is.
 * `quality` is brotli's, up to 11: what is made often is made fast.
 */
export function makeArtifact(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
  quality = 5,
): Artifact {
  const identity = Buffer.from(body);
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  const represent = (bytes: Buffer, encoding: 'br' | 'gzip' | null): Representation => {
    const etag = encoding === null ? `"${hash}"` : `"${hash}-${encoding}"`;
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
    };
  };
  if (typeof body !== 'string') {
    const only = represent(identity, null);
    return { identity: only, gzip: only, br: only };
  }
  const brotli = brotliCompressSync(identity, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: identity.length,
    },
  });
  return {
    identity: represent(identity, null),
    gzip: represent(gzipSync(identity, { level: 6 }), 'gzip'),
    br: represent(brotli, 'br'),
  };
}

/** The same bytes for an address where the answer also depends on this header of the request. */
export function varyingBy(header: string, { identity, gzip, br }: Artifact): Artifact {
  const varying = (one: Representation): Representation => ({
    ...one,
    headers: { ...one.headers, vary: `${header}, ${one.headers.vary}` },
  });
  return { identity: varying(identity), gzip: varying(gzip), br: varying(br) };
}

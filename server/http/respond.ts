import type { Artifact, Representation } from '../publish/artifact.ts';

/**
 * Answers a GET or HEAD with published bytes, or 304 when the reader has them already (RFC 9110, 13.1.2).
 * A new Response from the same bytes each time, since a Response can be sent only once.
 */
export function respond(artifact: Artifact, request: Request, status = 200): Response {
  const chosen = negotiate(artifact, request.headers.get('accept-encoding'));
  const known = request.headers.get('if-none-match');
  if (known !== null && status === 200 && matches(known, chosen.etag)) {
    const { 'content-length': _, 'content-encoding': __, 'content-type': ___, ...headers } = chosen.headers;
    return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === 'HEAD' ? null : chosen.bytes, { status, headers: chosen.headers });
}

/** Brotli when it is accepted, else gzip, else the bytes as they are. `q=0` means that it is not. */
function negotiate(artifact: Artifact, accepted: string | null): Representation {
  if (accepted === null) return artifact.identity;
  const accepts = (name: string): boolean =>
    accepted.includes(name) &&
    accepted.split(',').some((part) => {
      const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return coding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
  if (accepts('br')) return artifact.br;
  return accepts('gzip') ? artifact.gzip : artifact.identity;
}

/** Weak comparison: some proxies weaken the tags that they pass on. */
function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

import type { Artifact, Representation } from '../publish/artifact.ts';

/** A header of a request by its name in lower case; nothing when it was not sent. */
type Asked = (name: 'accept-encoding' | 'if-none-match' | 'if-modified-since') => string | null | undefined;

type Chosen = {
  readonly status: number;
  readonly headers: Representation['headers'];
  /** Null: there is none to be sent. */
  readonly bytes: Representation['bytes'] | null;
};

/** Published bytes as this reader takes them, or 304 when they are there already (RFC 9110, 13.1.2 and 13.1.3). */
export function choose(artifact: Artifact, method: string, asked: Asked, status = 200): Chosen {
  const chosen = negotiate(artifact, asked('accept-encoding'));
  if (status === 200 && isKnown(chosen, asked)) {
    return { status: 304, headers: chosen.notModified, bytes: null };
  }
  return { status, headers: chosen.headers, bytes: method === 'HEAD' ? null : chosen.bytes };
}

/**
 * Answers a GET or HEAD with published bytes. A new Response from the same bytes each time, since a Response can be
 * sent only once.
 */
export function respond(artifact: Artifact, { method, headers: asked }: Request, wanted = 200): Response {
  const { status, headers, bytes } = choose(artifact, method, (name) => asked.get(name), wanted);
  return new Response(bytes, { status, headers });
}

/** What was decided on headers before: browsers send few different ones. */
const decided = new Map<string, keyof Artifact>();
const decidedAtMost = 200;

function negotiate(artifact: Artifact, accepted: string | null | undefined): Representation {
  if (accepted == null) return artifact.identity;
  const known = decided.get(accepted);
  if (known !== undefined) return artifact[known];
  const encoding = bestOf(accepted);
  if (decided.size < decidedAtMost) decided.set(accepted, encoding);
  return artifact[encoding];
}

/** Brotli when it is accepted, else gzip, else the bytes as they are. `q=0` means that it is not. */
function bestOf(accepted: string): keyof Artifact {
  const accepts = (name: string): boolean =>
    accepted.includes(name) &&
    accepted.split(',').some((part) => {
      const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
      return coding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
  if (accepts('br')) return 'br';
  return accepts('gzip') ? 'gzip' : 'identity';
}

/** By tag; by date only when no tag was sent, since two versions can share a second. */
function isKnown({ etag, headers }: Representation, asked: Asked): boolean {
  const tags = asked('if-none-match');
  if (tags != null) return matches(tags, etag);
  const since = asked('if-modified-since');
  const modified = headers['last-modified'];
  return (
    since != null &&
    modified !== undefined &&
    httpDate.test(since) &&
    Date.parse(modified) <= Date.parse(since)
  );
}

/** The one form that is still written; a date in another is as good as none. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Weak comparison: some proxies weaken the tags that they pass on. */
function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

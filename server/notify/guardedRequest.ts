import { type LookupAddress, lookup as resolveName } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { targetProblem } from '../domain/webAddress.ts';

/** How far requests may go whose targets strangers chose. */
export type Guard = {
  /** Lifts the rule about addresses, and no other. */
  readonly allowPrivateTargets: boolean;
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  /** Finds the addresses of a name; the system's resolver when not said. */
  readonly lookup?: (
    name: string,
    options: { readonly all: true },
    callback: (error: Error | null, addresses: LookupAddress[]) => void,
  ) => void;
};

export type Post = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

/** `answered`: with whatever status, also that of a redirect. */
export type Answer =
  | {
      readonly is: 'answered';
      readonly status: number;
      readonly body: string;
      /** What it says of when to come back (RFC 9110, 10.2.3). */
      readonly retryAfter: string | null;
    }
  | { readonly is: 'failed'; readonly problem: string };

const patienceMs = 30_000;
const mostAnswerBytes = 65_536;

/**
 * A POST to a target that a stranger chose: over http or https, to a public address only, in 30 s at most, following no
 * redirect and reading no more than 64 KB of the answer. Connects to the very address that was checked, so that a name
 * cannot lead elsewhere a moment later. Never throws.
 */
export function guardedPost(post: Post, guard: Guard): Promise<Answer> {
  const problem = problemOf(post.url, guard);
  if (problem !== null) return Promise.resolve({ is: 'failed', problem });
  const url = new URL(post.url);
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const request = start(url, {
      method: 'POST',
      headers: { ...post.headers, 'content-length': Buffer.byteLength(post.body) },
      agent: false,
      rejectUnauthorized: true,
      ...(guard.signal ? { signal: guard.signal } : {}),
      lookup: guardedLookup(guard),
    });
    const late = setTimeout(
      () => request.destroy(new Error('There was no answer in 30 seconds.')),
      patienceMs,
    );
    request.once('response', (response) => resolve(readAnswer(response)));
    request.on('error', ({ message }) => resolve({ is: 'failed', problem: message }));
    request.once('close', () => {
      clearTimeout(late);
      resolve({ is: 'failed', problem: 'The connection was closed without an answer.' });
    });
    request.end(post.body);
  });
}

/** What came of the body until it ended, broke off or was too long: the status says all that matters. */
function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostAnswerBytes) response.destroy();
  });
  response.on('error', () => undefined);
  return new Promise((resolve) => {
    response.once('close', () => {
      const body = Buffer.concat(chunks).subarray(0, mostAnswerBytes).toString('utf8');
      const { statusCode: status = 0, headers } = response;
      resolve({ is: 'answered', status, body, retryAfter: headers['retry-after'] ?? null });
    });
  });
}

function problemOf(address: string, { allowPrivateTargets }: Guard): string | null {
  const problem = targetProblem(address);
  if (problem !== null) return `The address ${problem}.`;
  // A lookup is not asked about an address that is written out.
  const literal = new URL(address).hostname.replace(/^\[|\]$/g, '');
  return isIP(literal) !== 0 && !allowPrivateTargets && !isPublicAddress(literal) ? notPublic(literal) : null;
}

function guardedLookup({ allowPrivateTargets, lookup = resolveName }: Guard): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      const strange = addresses?.find(({ address }) => !allowPrivateTargets && !isPublicAddress(address));
      if (error) callback(error, []);
      else if (strange) callback(new Error(notPublic(name)), []);
      else if (!first) callback(new Error(`${name} has no address.`), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function notPublic(host: string): string {
  return `${host} is not on the public internet. ALLOW_PRIVATE_TARGETS=1 allows such targets.`;
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
/** Inside of Azure this public address is the platform that a machine runs on. */
const azurePlatform = '168.63.129.16';

/** Whether everybody means the same by an address, also when it is an IPv4 address written as an IPv6 one. */
function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(globalUnicast) : parsed.toString() !== azurePlatform;
}

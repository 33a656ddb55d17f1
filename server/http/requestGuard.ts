import type { HttpBindings } from '@hono/node-server';
import { trafficKind } from '../health/traffic.ts';
import { refuseText } from './refuseText.ts';

type Incoming = Pick<HttpBindings['incoming'], 'url' | 'rawHeaders'> & {
  readonly headers: { readonly host?: string | undefined };
};

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** IPv4 and IPv6 literals. Nobody can point a name of theirs at us by them. */
const address = /^(\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(:\d+)?$/;

const longestTarget = 8_192;
const headersAtMost = 100;
/** Names of this server as clients write them: few different ones. */
const writtenNamesAtMost = 100;

/**
 * Refuses what is answered by no route, and null for everything else. Requests for any name other than the host of
 * PUBLIC_URL and this machine itself were misdirected (RFC 9110, 15.5.20), by a wrong proxy or by somebody who wants a
 * cache to keep our page under another name. As long as PUBLIC_URL is not set, the machine's addresses are good names
 * for it, too.
 */
export function guardRequest(
  publicUrl: string,
  publicUrlGiven: boolean,
): (incoming: Incoming) => Response | null {
  const knownNames = new Set<string>();
  const ours = canonical(publicUrl, new URL(publicUrl).host);
  const hint = `This server answers for ${ours}. If you run it, set PUBLIC_URL to the address that people use, and let the proxy before it pass the Host header on.`;
  return ({ url = '', rawHeaders, headers }) => {
    if (url.length > longestTarget) {
      return refuseText(414, `The address has more than ${longestTarget} characters. Ask for less at once.`);
    }
    if (rawHeaders.length > 2 * headersAtMost) {
      return refuseText(431, `The request has more than ${headersAtMost} headers. Send fewer.`);
    }
    // RFC 9112, 3.2. A proxy may have looked at the other one.
    if (hasTwoHosts(rawHeaders)) return refuseText(400, 'The request has two Host headers. Send one.');
    const written = headers.host ?? '';
    if (knownNames.has(written)) return null;
    const host = canonical(publicUrl, written);
    if (host === ours || isLoopbackName(host) || (!publicUrlGiven && address.test(host))) {
      if (knownNames.size < writtenNamesAtMost) knownNames.add(written);
      return null;
    }
    // Asked by load balancers, containers and Prometheus under whatever name they know the machine.
    if (trafficKind(url) === 'health') return null;
    return refuseText(421, hint);
  };
}

/** Whether a Host header names this machine for itself. */
export function isLoopbackName(host: string): boolean {
  return loopback.test(host);
}

/** Names and values take turns. */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1;
}

/** Names compare without case, a dot at their end, and the port that the scheme implies (RFC 9110, 4.2.3). */
function canonical(publicUrl: string, host: string): string {
  const implied = publicUrl.startsWith('https:') ? ':443' : ':80';
  const name = host.toLowerCase();
  const withoutPort = name.endsWith(implied) ? name.slice(0, -implied.length) : name;
  return withoutPort.replace(/\.(?=$|:\d+$)/, '');
}

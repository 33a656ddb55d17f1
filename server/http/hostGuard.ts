import type { Http2Bindings, HttpBindings } from '@hono/node-server';

type Fetch = (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>;

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** IPv4 and IPv6 literals. Nobody can point a name of theirs at us by them. */
const address = /^(\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(:\d+)?$/;
/** Asked by load balancers and containers under whatever name they know the machine. */
const everywhere = /^\/healthz(\?|$)/;

/**
 * Answers only for the host of PUBLIC_URL and for this machine itself: a request for any other name was misdirected
 * (RFC 9110, 15.5.20), by a wrong proxy or by somebody who wants a cache to keep our page under another name. As long
 * as PUBLIC_URL is not set, the machine's addresses are good names for it, too.
 */
export function guardHost(fetch: Fetch, publicUrl: string, publicUrlGiven: boolean): Fetch {
  const ours = canonical(publicUrl, new URL(publicUrl).host);
  const hint = `This server answers for ${ours}. If you run it, set PUBLIC_URL to the address that people use, and let the proxy before it pass the Host header on.\n`;
  return (request, env) => {
    const host = canonical(publicUrl, env.incoming.headers.host ?? '');
    const byAddress = !publicUrlGiven && address.test(host);
    if (host === ours || loopback.test(host) || byAddress || everywhere.test(env.incoming.url ?? '')) {
      return fetch(request, env);
    }
    return new Response(hint, {
      status: 421,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  };
}

/** Names compare without case, a dot at their end, and the port that the scheme implies (RFC 9110, 4.2.3). */
function canonical(publicUrl: string, host: string): string {
  const implied = publicUrl.startsWith('https:') ? ':443' : ':80';
  const name = host.toLowerCase();
  const withoutPort = name.endsWith(implied) ? name.slice(0, -implied.length) : name;
  return withoutPort.replace(/\.(?=$|:\d+$)/, '');
}

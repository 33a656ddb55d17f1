import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/**
 * Who sends a request: the address at the other end of the connection, or, behind `trustedProxies` proxies that each
 * append whom they heard it from, the one that the outermost of them named. What a client wrote into the header itself
 * is further to the left and not looked at. Empty when there is no connection.
 */
export function clientAddress(context: Context, trustedProxies: number): string {
  const { incoming }: Partial<HttpBindings> = context.env ?? {};
  const connected = incoming?.socket.remoteAddress ?? '';
  const named = context.req.header('x-forwarded-for')?.split(',') ?? [];
  // Fewer names than proxies: somebody came past one of them, and what they say of themselves counts for nothing.
  if (trustedProxies === 0 || named.length < trustedProxies) return connected;
  const told = named.at(-trustedProxies)?.trim() ?? '';
  return isIP(told) === 0 ? connected : told;
}

/** The same for all addresses of one client: an IPv6 client has at least a whole /64 network. */
export function clientKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const missing = 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...tail.split(':')].slice(0, 4).join(':');
}

/** The same for all clients of one network, as providers hand them out: a /24 of IPv4, a /48 of IPv6. Takes a key. */
export function clientNetwork(key: string): string {
  const separator = key.includes(':') ? ':' : '.';
  return key.split(separator).slice(0, 3).join(separator);
}

import type { Subscriber } from '../api/shapes.ts';

/** Where somebody is told: their address of e-mail, or the host and the end of an address that is often a secret. */
export function placeOf({
  email,
  endpoint,
  mode,
  id,
}: Pick<Subscriber, 'email' | 'endpoint' | 'mode' | 'id'>): string {
  if (endpoint === null) return email ?? id;
  if (mode === 'webhook') return endpoint;
  if (mode === 'telegram') return endpoint.split('/')[1] ?? id;
  return URL.canParse(endpoint) ? `${new URL(endpoint).host} …${endpoint.slice(-4)}` : id;
}

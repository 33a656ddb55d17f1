import { sessionLifetimeMs } from '../../domain/access.ts';

/**
 * `__Host-` makes browsers take it only with Secure, from this very host and for all of it, so no other host of the
 * domain can plant one. Secure means https; browsers make an exception for http://localhost.
 */
const name = '__Host-candor';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';

export function sessionCookie(secret: string): string {
  return `${name}=${secret}; Max-Age=${sessionLifetimeMs / 1_000}; ${attributes}`;
}

export const endedCookie = `${name}=; Max-Age=0; ${attributes}`;

/** The secret of the session that a request carries. */
export function readSessionCookie(request: Request): string | null {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}

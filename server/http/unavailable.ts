import type { Site } from '../publish/site.ts';
import { respond } from './respond.ts';

const retryAfterSeconds = '5';

/** Says that something cannot be made or done now, in the form that is read at this address. */
export function unavailableResponse(site: Site, request: Request): Response {
  const { pathname } = new URL(request.url);
  const page = isForPrograms(pathname) ? null : site.unavailable;
  const response = page
    ? respond(page, request, 503)
    : isForPrograms(pathname)
      ? Response.json({ error: sentence }, { status: 503, headers: open })
      : new Response(`${sentence}\n`, { status: 503, headers: plain });
  response.headers.set('retry-after', retryAfterSeconds);
  return response;
}

const sentence = 'Our records cannot be read at the moment. Please try again in a few minutes.';
const open = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };
const plain = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' };

function isForPrograms(path: string): boolean {
  return path.startsWith('/api/') || path.endsWith('.json');
}

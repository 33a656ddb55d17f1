import { routeHeaders } from '../publish/routeHeaders.ts';

/** What is not there, for programs. */
export function jsonNotFound(): Response {
  return new Response('{"error":"Not found"}', {
    status: 404,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...routeHeaders.open,
    },
  });
}

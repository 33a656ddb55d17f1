import { routeHeaders } from '../publish/routeHeaders.ts';

/** Says in a sentence why there is no answer. Never cached. */
export function refuseText(
  status: number,
  sentence: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...routeHeaders.open,
      ...more,
    },
  });
}

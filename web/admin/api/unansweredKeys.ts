/**
 * The `Idempotency-Key` of each change that had no answer yet. It outlives the tab's reload, so that a change that is
 * sent again, by the person or by itself, is made once.
 */
const prefix = 'candor.unanswered.';

async function placeOf(request: string): Promise<string> {
  const bytes = await crypto.subtle?.digest('SHA-256', new TextEncoder().encode(request));
  // Without a secure origin there is no digest. The request itself names it as well, at more length.
  if (!bytes) return prefix + request;
  return prefix + [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A key for a request (its method, path and body): the one of the last time, if that had no answer. */
export async function takeKey(request: string): Promise<{ readonly key: string; answered(): void }> {
  const place = await placeOf(request);
  const key = sessionStorage.getItem(place) ?? newKey();
  keep(place, key);
  return { key, answered: () => sessionStorage.removeItem(place) };
}

function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function keep(place: string, key: string): void {
  try {
    sessionStorage.setItem(place, key);
  } catch {
    // The browser keeps nothing. The key is still good for the repetitions of this request.
  }
}

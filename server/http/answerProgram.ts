import type { Context } from 'hono';
import { routeHeaders } from '../publish/routeHeaders.ts';
import { Refused, refusalResponse } from './manage/refused.ts';
import type { SubscribeDesk } from './subscribing.ts';

/** Answers what a program asks about subscriptions, within limits; what is refused as the manage API does. Never cached. */
export async function answerProgram(
  desk: SubscribeDesk,
  newRequestId: () => string,
  context: Context,
  work: () => Promise<Response>,
): Promise<Response> {
  const response = await limited(desk, context, work).catch((error: unknown) => {
    if (error instanceof Refused) return refusalResponse(error.refusal, newRequestId(), error.headers);
    const message = desk.unavailable(error);
    if (message === null) throw error;
    const refusal = { fault: 'unavailable', code: 'store.unavailable', message } as const;
    return refusalResponse(refusal, newRequestId(), { 'retry-after': '5' });
  });
  const headers = { ...routeHeaders.closed, 'cache-control': 'no-store' };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

async function limited(
  desk: SubscribeDesk,
  context: Context,
  work: () => Promise<Response>,
): Promise<Response> {
  const seconds = desk.take(context);
  if (seconds > 0) throw tooMany(seconds);
  return work();
}

function tooMany(seconds: number): Refused {
  const message = `Too many requests. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return new Refused(
    { fault: 'too_many', code: 'subscribers.too_many', message },
    { 'retry-after': String(seconds) },
  );
}

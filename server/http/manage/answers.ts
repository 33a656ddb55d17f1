import { z } from 'zod';
import type { KeptAnswer } from '../../domain/request.ts';
import { etagOf } from './conditions.ts';
import type { Operation } from './operation.ts';

const json = { 'content-type': 'application/json; charset=utf-8' };

/** What an operation came to, as it is sent and kept. A thing by itself carries the revision that it belongs to. */
export function answerOf(operation: Operation, result: unknown, revision: number | null): KeptAnswer {
  const { status, schema } = operation.answer;
  const isList = operation.method === 'GET' && schema instanceof z.ZodArray;
  const etag: Record<string, string> = revision === null || isList ? {} : { etag: etagOf(revision) };
  if (schema === null) return { status, headers: etag, body: '' };
  return { status, headers: { ...json, ...etag }, body: JSON.stringify(result) };
}

export function jsonAnswer(status: number, value: unknown): KeptAnswer {
  return { status, headers: json, body: JSON.stringify(value) };
}

export function send(
  { status, headers, body }: KeptAnswer,
  more: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body === '' ? null : body, { status, headers: { ...more, ...headers } });
}

/** Characters that are sent together: a line by itself costs more than what it says. */
const sliceLength = 16_384;

/** Sends one line of JSON for each value, as they come and are taken. */
export function sendLines(
  values: AsyncIterable<unknown>,
  headers: Readonly<Record<string, string>>,
): Response {
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let slice = '';
      let isOver = false;
      while (slice.length < sliceLength && !isOver) {
        const { done, value } = await iterator.next();
        if (done) isOver = true;
        else slice += `${JSON.stringify(value)}\n`;
      }
      if (slice !== '') controller.enqueue(encoder.encode(slice));
      if (isOver) controller.close();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/jsonl; charset=utf-8' } });
}

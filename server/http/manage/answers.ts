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

/** How values are sent one after another. */
export type LineFormat = 'jsonl' | 'csv';

/** The media type of each, and what is written for a value. */
export const lineFormats: Readonly<
  Record<LineFormat, { readonly type: string; readonly print: (value: unknown) => string }>
> = {
  jsonl: { type: 'application/jsonl', print: (value) => `${JSON.stringify(value)}\n` },
  csv: { type: 'text/csv', print: String },
};

/** Sends the values, as they come and are taken. `onEnd`: all are sent, or nobody takes them any more. */
export function sendLines(
  values: AsyncIterable<unknown>,
  format: LineFormat,
  headers: Readonly<Record<string, string>>,
  onEnd: () => void,
): Response {
  const { type, print } = lineFormats[format];
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let slice = '';
      let isOver = false;
      try {
        while (slice.length < sliceLength && !isOver) {
          const { done, value } = await iterator.next();
          if (done) isOver = true;
          else slice += print(value);
        }
      } catch (error) {
        onEnd();
        throw error;
      }
      if (slice !== '') controller.enqueue(encoder.encode(slice));
      if (!isOver) return;
      controller.close();
      onEnd();
    },
    async cancel() {
      onEnd();
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { ...headers, 'content-type': `${type}; charset=utf-8` } });
}

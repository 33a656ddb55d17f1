import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** Structured logs, one JSON object a line. Standard output belongs to the commands' answers. */
export function createLog(level: Config['logLevel'], destination: DestinationStream): Log {
  return pino({ level, base: null, serializers: { err: describeError } }, destination);
}

const deepestCause = 5;

/**
 * What is logged of an error: what it says, without the values that drivers attach to it. A failed query knows its
 * parameters, and a mail server names whom it refused.
 */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error, message: masked(String(error)) };
  const { name, message, stack = '', cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return {
    type: name,
    message: masked(message),
    ...code,
    stack: masked(stack),
    ...(cause === undefined || depth === deepestCause ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** The same text without parameters of queries, addresses of mail, and what follows the host of an address. */
function masked(text: string): string {
  return text
    .replaceAll(/^params: .*(\n(?! +at ).*)*/gm, 'params: …')
    .replaceAll(/\b([a-z][a-z+.-]*:\/\/)[^\s/"'<>]*@/gi, '$1…@')
    .replaceAll(/\b(https?:\/\/[^\s/"'<>]+)\/[^\s"'<>)]+/gi, '$1/…')
    .replaceAll(/[^\s<>"'(:@]+@[^\s<>"'),:@]+\.[a-z]+/gi, '…@…');
}

import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** Structured logs, one JSON object a line. Standard output belongs to the commands' answers. */
export function createLog(level: Config['logLevel'], destination: DestinationStream): Log {
  return pino({ level, base: null }, destination);
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './world.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the words after a command. Throws a `UsageError` that names what does not fit. */
export function parseWords<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

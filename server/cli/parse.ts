import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './world.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads what follows a command: options, and words, of which it takes `atMost`. Throws a `UsageError` that names what
 * does not fit.
 */
export function parseWords<const O extends Options>(args: readonly string[], options: O, atMost: number) {
  const parsed = parse(args, options);
  const extra = parsed.positionals.slice(atMost);
  if (extra.length > 0) throw new UsageError(`"${extra.join(' ')}" is too much.`);
  return parsed;
}

function parse<const O extends Options>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

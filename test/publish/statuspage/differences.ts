import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../support/recordings.ts';

/** One place where two documents differ: the keys that lead to it, without the numbers of lists. */
export type Difference = {
  readonly path: string;
  readonly recorded: Json | undefined;
  readonly served: Json | undefined;
};

/**
 * All places where a document that we serve differs from a recorded one. Entries of lists are matched by `id` or
 * `code`; where only their order differs that is one difference at `path order`. So is the order of keys.
 */
export function differences(recorded: Json | undefined, served: Json | undefined, path = ''): Difference[] {
  if (isList(recorded) && isList(served)) return inLists(recorded, served, path);
  if (isObject(recorded) && isObject(served)) return inObjects(recorded, served, path);
  return isDeepStrictEqual(recorded, served) ? [] : [{ path, recorded, served }];
}

function inObjects(recorded: JsonObject, served: JsonObject, path: string): Difference[] {
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(served)])];
  const common = (one: JsonObject, other: JsonObject) => Object.keys(one).filter((key) => key in other);
  const found = keys.flatMap((key) =>
    differences(recorded[key], served[key], path === '' ? key : `${path}.${key}`),
  );
  const order = [common(recorded, served), common(served, recorded)] as const;
  return isDeepStrictEqual(...order) ? found : [...found, orderOf(path, ...order)];
}

function inLists(recorded: readonly Json[], served: readonly Json[], path: string): Difference[] {
  const names = recorded.map(nameOf);
  const servedNames = served.map(nameOf);
  const found = names.flatMap((name, index) => {
    const match = served[servedNames.indexOf(name)];
    return differences(recorded[index], match, path);
  });
  const more = served.filter((_, index) => !names.includes(servedNames[index] ?? ''));
  found.push(...more.map((entry) => ({ path, recorded: undefined, served: entry })));
  const common = [
    names.filter((n) => servedNames.includes(n)),
    servedNames.filter((n) => names.includes(n)),
  ] as const;
  return isDeepStrictEqual(...common) ? found : [...found, orderOf(path, ...common)];
}

function orderOf(path: string, recorded: readonly string[], served: readonly string[]): Difference {
  return { path: `${path} order`, recorded, served };
}

function nameOf(entry: Json): string {
  if (!isObject(entry)) return JSON.stringify(entry);
  return String(entry.id ?? entry.code ?? JSON.stringify(entry));
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { Refused } from './refused.ts';

/** The longest text of an update with each character escaped, and room for the rest. */
export const usualBodyBytes = 192 * 1024;
const maximumFields = 1_000;
const maximumDepth = 6;

/** A body as values: JSON, or a form with bracketed names as Statuspage's clients send it. Throws `Refused`. */
export function readBody(request: Request, text: string): unknown {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (text === '') return {};
  // curl calls everything a form that it is not told about.
  if (/^application\/(.+\+)?json$/.test(type ?? '') || /^\s*\{/.test(text)) return plainKeys(readJson(text));
  if (type === 'application/x-www-form-urlencoded') return plainKeys(readForm(text));
  throw new Refused({
    fault: 'invalid',
    code: 'body.unknown_type',
    message: 'Send the body as application/json or application/x-www-form-urlencoded.',
  });
}

/** The body as text, if it is not too large. Throws `Refused`. */
export async function readText(request: Request, maximumBytes: number): Promise<string> {
  return (await readBytes(request, maximumBytes)).toString('utf8');
}

/** The body as it was sent, if it is not too large. Throws `Refused`. */
export async function readBytes(request: Request, maximumBytes: number): Promise<Buffer> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maximumBytes) throw tooLarge(maximumBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > maximumBytes) throw tooLarge(maximumBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    // Whoever went away in the middle is no fault of ours, and not worth a line in the log.
    const message = 'The body ended before it was complete.';
    throw new Refused({ fault: 'malformed', code: 'body.incomplete', message });
  }
  return Buffer.concat(chunks);
}

function tooLarge(maximumBytes: number): Refused {
  return new Refused({
    fault: 'too_large',
    code: 'body.too_large',
    message: `The body must not be larger than ${maximumBytes} bytes.`,
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused({ fault: 'malformed', code: 'body.not_json', message: 'The body is not valid JSON.' });
  }
}

const reachingKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** The same value. Throws `Refused` for names that could reach into the language, at whatever depth they are. */
function plainKeys(body: unknown): unknown {
  const waiting = [body];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const key = Object.keys(value).find((name) => reachingKeys.includes(name));
    if (key !== undefined) {
      const message = `A field must not be named ${key}.`;
      throw new Refused({ fault: 'invalid', code: 'body.reaching_name', message });
    }
    waiting.push(...Object.values(value));
  }
  return body;
}

type Tree = Map<string, Tree | string>;

/**
 * `incident[components][ID]=major_outage&incident[component_ids][]=ID`: names in brackets are keys, empty brackets
 * append to a list. Built in maps, so that no name can reach into the language (`__proto__`).
 */
function readForm(text: string): unknown {
  const root: Tree = new Map();
  const fields = [...new URLSearchParams(text)];
  if (fields.length > maximumFields) throw malformedForm(`has more than ${maximumFields} fields`);
  for (const [name, value] of fields) {
    const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
    const brackets = match?.[2] ?? '';
    const keys = [match?.[1] ?? '', ...(brackets === '' ? [] : brackets.slice(1, -1).split(']['))];
    if (!match || keys.length > maximumDepth) throw malformedForm(`has the field "${name.slice(0, 100)}"`);
    put(root, keys, value, name);
  }
  return plain(root);
}

function put(tree: Tree, [key = '', ...rest]: readonly string[], value: string, name: string): void {
  const own = key === '' ? String(tree.size) : key;
  if (rest.length === 0) {
    if (tree.has(own)) throw malformedForm(`gives "${name.slice(0, 100)}" twice`);
    tree.set(own, value);
    return;
  }
  const inner = tree.get(own) ?? new Map();
  if (typeof inner === 'string')
    throw malformedForm(`gives "${name.slice(0, 100)}" twice, in different shapes`);
  tree.set(own, inner);
  put(inner, rest, value, name);
}

function malformedForm(what: string): Refused {
  return new Refused({ fault: 'malformed', code: 'body.not_a_form', message: `The form ${what}.` });
}

function plain(tree: Tree): unknown {
  const entries = [...tree].map(
    ([key, value]) => [key, typeof value === 'string' ? value : plain(value)] as const,
  );
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  if (isList) return entries.map(([, value]) => value);
  return Object.fromEntries(entries);
}

import { seededRandom } from '../../server/cli/seededRandom.ts';
import { png } from './images.ts';

/** Random requests made from a description of an API: valid ones, nearly valid ones and nasty ones. */

export type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
};

type DescribedParameter = { readonly name: string; readonly in: string; readonly schema: Schema };

export type DescribedOperation = {
  readonly operationId: string;
  readonly parameters: readonly (DescribedParameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
  /** Only where it differs from the rest: not for tokens. */
  readonly security?: unknown;
};

export type FuzzRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
};

const nastyTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nSet-Cookie: x=1',
  '\u202Eevil',
  '\uD800',
  '😀'.repeat(50),
  "' OR 1=1; --",
  '"; DROP TABLE page; --',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  'NaN',
  '-1',
  '1e309',
  '999999999999999999999',
  '2026-13-45T99:99:99Z',
  '2026-11-23T14:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'FREQ=SECONDLY;COUNT=999999999',
  'x'.repeat(300),
  '['.repeat(2_000),
  '*'.repeat(5_000),
  '\t\v\n',
  'Etc/UTC',
  '__proto__',
];
const nastyKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '', 'a b', '0'];
const nastyValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  1e300,
  [],
  {},
  [[[[]]]],
  { length: 1e9 },
  ...nastyTexts,
];

/** Fields whose values no schema describes well enough to be hit by chance. */
const usual: Readonly<Record<string, string>> = {
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  starts_at: '2026-11-30T22:00',
  time_zone: 'Europe/Zurich',
  email: 'someone@example.com',
  endpoint: 'https://hooks.example.com/status',
  csv: 'channel,address\nemail,someone.else@example.com\n',
  text: JSON.stringify({
    id: 'fuzz00000001',
    name: 'Recorded',
    status: 'resolved',
    impact: 'none',
    created_at: '2026-11-20T10:00:00Z',
    updated_at: '2026-11-20T10:00:00Z',
    incident_updates: [
      {
        id: 'fuzz00000002',
        status: 'resolved',
        body: 'Over',
        created_at: '2026-11-20T10:00:00Z',
        updated_at: '2026-11-20T10:00:00Z',
        display_at: '2026-11-20T10:00:00Z',
      },
    ],
  }),
};

export class Fuzzer {
  readonly #random: () => number;
  readonly #schemas: Readonly<Record<string, Schema>>;
  /** Ids that exist, by what they are in paths (`components`), so that requests get further than "not found". */
  readonly #ids = new Map<string, string[]>();
  /** How many of the optional fields this request has, from 0 to 1. */
  #density = 0;

  #order: readonly unknown[] = [];

  constructor(seed: number, schemas: Readonly<Record<string, Schema>>) {
    this.#random = seededRandom(seed);
    this.#schemas = schemas;
  }

  /** An update or an announcement is known together with its incident, as `INCIDENT/ID`. */
  know(noun: string, id: string): void {
    const ids = this.#ids.get(noun) ?? [];
    ids.push(id);
    if (ids.length > 20) ids.splice(this.#below(20), 1);
    this.#ids.set(noun, ids);
  }

  /** It is gone. What was retired is still there to be asked for. */
  forget(noun: string, id: string): void {
    const ids = this.#ids.get(noun) ?? [];
    if (noun !== 'components')
      this.#ids.set(
        noun,
        ids.filter((known) => known !== id),
      );
  }

  /** An order must name everything that is on the page, which chance never does. */
  knowOrder(order: readonly unknown[]): void {
    this.#order = order;
  }

  /** `method` and `path` are those of the operation, or wrong ones now and then. */
  request(method: string, path: string, operation: DescribedOperation, pageId: string): FuzzRequest {
    this.#density = this.#pick([0.02, 0.1, 0.3]);
    const inner = /\/incidents\/.*\/(incident_updates|announcements|subscribers)\//.exec(path)?.[1];
    const [incidentId = '', innerId = ''] = inner ? this.#id(`incidents/${inner}`).split('/') : [];
    const filled = path.replaceAll(/(\w[\w-]*)\/\{(\w+)\}/g, (_, noun: string, name: string) => {
      if (this.#chance(0.03)) return `${noun}/${this.#inAddress(this.#pick(nastyTexts)) || '-'}`;
      if (name === 'page_id') return `${noun}/${this.#chance(0.02) ? 'zzzzzzzzzzzz' : pageId}`;
      if (inner) return `${noun}/${noun === inner ? innerId : incidentId}`;
      if (path.includes('/postmortem') && this.#chance(0.7)) return `${noun}/${this.#id('postmortem')}`;
      return `${noun}/${this.#id(noun)}`;
    });
    const query = operation.parameters.flatMap((parameter) => {
      if (!('name' in parameter)) return this.#chance(0.1) ? [this.#dryRun()] : [];
      if (parameter.in !== 'query' || !this.#chance(0.4)) return [];
      return [`${parameter.name}=${this.#inAddress(this.#maybeNasty(parameter.schema))}`];
    });
    if (this.#chance(0.03)) query.push(`${this.#inAddress(this.#pick(nastyKeys))}=${this.#inAddress('x')}`);
    if (this.#chance(0.02)) query.push('%E0%A4%A');
    const headers: Record<string, string> = {};
    if (this.#chance(0.05)) headers['if-match'] = this.#pick(['"r1"', '*', '"r', 'W/"r1"', ',,,']);
    if (this.#chance(0.1)) headers['idempotency-key'] = `key-${this.#below(40)}`;
    if (this.#chance(0.02)) headers['accept-encoding'] = 'br, gzip;q=0, x'.repeat(20);
    const used = this.#chance(0.02)
      ? this.#pick(['PATCH', 'OPTIONS', 'HEAD', 'POST', 'DELETE', 'PURGE'])
      : method;
    const ending = this.#chance(0.1) ? '.json' : '';
    return {
      method: used,
      path: `/v1${filled}${ending}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      headers,
      body: ['GET', 'HEAD'].includes(used) ? null : this.#body(operation, headers),
    };
  }

  /** Sets the type of the content in `headers`. */
  #body(operation: DescribedOperation, headers: Record<string, string>): FuzzRequest['body'] {
    const { 'application/json': fields, ...media } = operation.requestBody?.content ?? {};
    const [mediaType] = Object.keys(media);
    if (mediaType !== undefined) return this.#image(mediaType, headers);
    const schema = fields?.schema;
    if (!schema) {
      if (this.#chance(0.8)) return null;
      headers['content-type'] = 'application/json';
      return JSON.stringify(this.#pick(nastyValues));
    }
    const value = this.#chance(0.04)
      ? this.#pick(nastyValues)
      : this.#value(schema, this.#chance(0.6) ? 0 : 0.15);
    const kind = this.#random();
    if (kind < 0.12) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      return this.#form(value);
    }
    headers['content-type'] =
      kind < 0.14 ? this.#pick(['text/plain', '', 'application/xml', 'x']) : 'application/json';
    const text = JSON.stringify(value) ?? '';
    if (kind > 0.97) return text.slice(0, this.#below(text.length + 1));
    if (kind > 0.96) return text.replace('{', `{"${this.#pick(nastyKeys)}":{"polluted":1},`);
    if (kind > 0.95) return new Uint8Array([0xff, 0xfe, 0x00, 0x80, ...Buffer.from(text)]);
    if (kind > 0.945) return `${'['.repeat(30_000)}`;
    if (kind > 0.94) return JSON.stringify({ x: 'y'.repeat(200_000) });
    return text;
  }

  /** Mostly one that can be taken. */
  #image(type: string, headers: Record<string, string>): FuzzRequest['body'] {
    headers['content-type'] = this.#chance(0.9) ? type : 'application/json';
    const image = png(this.#below(5), this.#below(5));
    if (this.#chance(0.2)) return image.slice(0, this.#below(image.length));
    return this.#chance(0.1) ? String(this.#pick(nastyValues)) : image;
  }

  #form(value: unknown): string {
    const fields: string[] = [];
    const add = (name: string, inner: unknown): void => {
      if (Array.isArray(inner)) for (const each of inner) add(`${name}[]`, each);
      else if (typeof inner === 'object' && inner !== null) {
        for (const [key, each] of Object.entries(inner)) add(name === '' ? key : `${name}[${key}]`, each);
      } else fields.push(`${this.#inAddress(name)}=${this.#inAddress(inner)}`);
    };
    add('', value);
    if (this.#chance(0.1)) fields.push(`${this.#pick(nastyKeys)}[polluted]=1`, 'a[=1', 'a]b=%zz', '[]=1');
    return fields.join('&');
  }

  #maybeNasty(schema: Schema): unknown {
    return this.#chance(0.2) ? this.#pick(nastyValues) : this.#value(schema, 0);
  }

  /** A value of this schema; each part of it is replaced by something nasty with the probability `spoil`. */
  #value(schema: Schema, spoil: number, depth = 0): unknown {
    if (spoil > 0 && depth > 0 && this.#chance(spoil)) return this.#pick(nastyValues);
    if (schema.$ref)
      return this.#value(this.#schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, spoil, depth);
    if ('const' in schema) return schema.const;
    if (schema.enum) return this.#pick(schema.enum);
    const alternatives = schema.anyOf ?? schema.oneOf;
    if (alternatives) return this.#value(this.#pick(alternatives), spoil, depth + 1);
    switch (schema.type) {
      case 'object':
        return this.#object(schema, spoil, depth);
      case 'array':
        return Array.from({ length: this.#below(4) }, () =>
          this.#value(schema.items ?? {}, spoil, depth + 1),
        );
      case 'integer':
      case 'number': {
        const least = Math.max(schema.minimum ?? -5, -1_000);
        return least + this.#below(Math.min((schema.maximum ?? 100) - least, 2_000) + 1);
      }
      case 'boolean':
        return this.#chance(0.5);
      case 'null':
        return null;
      case 'string':
        return schema.pattern?.includes('{12}') ? this.#id() : this.#text();
      default:
        return this.#pick(nastyValues);
    }
  }

  #object(schema: Schema, spoil: number, depth: number): unknown {
    const { properties = {}, required = [], additionalProperties } = schema;
    const names = Object.keys(properties).filter(
      (name) => required.includes(name) || this.#chance(name in usual ? 0.5 : this.#density),
    );
    const entries = names.map((name) => {
      if (name === 'into') return [name, this.#id('incidents')] as const;
      if (name === 'order' && this.#chance(0.5)) return [name, this.#order] as const;
      const known = usual[name];
      if (known !== undefined && this.#chance(0.7)) return [name, known] as const;
      return [name, this.#value(properties[name] ?? {}, spoil, depth + 1)] as const;
    });
    if (typeof additionalProperties === 'object') {
      for (let n = this.#below(3); n > 0; n -= 1) {
        const name = schema.propertyNames?.pattern ? this.#id() : this.#text();
        entries.push([name, this.#value(additionalProperties, spoil, depth + 1)]);
      }
    }
    if (spoil > 0 && this.#chance(spoil / 2)) entries.push([this.#pick(nastyKeys), this.#pick(nastyValues)]);
    return Object.fromEntries(entries);
  }

  #text(): string {
    const kind = this.#random();
    if (kind < 0.1) return this.#pick(nastyTexts);
    if (kind < 0.45) return new Date(Date.UTC(2026, 10, 20 + this.#below(8), this.#below(24))).toISOString();
    if (kind < 0.5) return `2026-11-${String(1 + this.#below(30)).padStart(2, '0')}`;
    if (kind < 0.55) return this.#pick(['Europe/Zurich', 'FREQ=WEEKLY;BYDAY=MO', 'someone@example.com']);
    return this.#pick([
      'Slow answers',
      'We look into it.\n\n* one\n* two',
      'API',
      'Grüezi',
      '**bold** [x](https://x.y)',
    ]);
  }

  #id(noun = this.#chance(0.7) ? 'components' : this.#pick([...this.#ids.keys()])): string {
    const ids = this.#ids.get(noun) ?? [];
    return ids.length > 0 && this.#chance(0.95) ? this.#pick(ids) : 'zzzzzzzzzzzz';
  }

  #dryRun(): string {
    return `dry_run=${this.#pick(['true', 'true', 'false', 'maybe'])}`;
  }

  #inAddress(value: unknown): string {
    // What is no text in UTF-8 cannot be written in an address.
    return encodeURIComponent(Buffer.from(String(value)).toString());
  }

  #pick<T>(values: readonly T[]): T {
    const picked = values[this.#below(values.length)];
    if (picked === undefined && values.length === 0) throw new Error('there is nothing to pick from');
    return picked as T;
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }
}

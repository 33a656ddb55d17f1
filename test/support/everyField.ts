/** Requests made from a description of an API: one for each place where a client may put a text of its own. */

import type { DescribedOperation, Schema } from './fuzz.ts';

export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

export type Field = {
  /** `POST /pages/{page_id}/incidents body incident.name` */
  readonly name: string;
  readonly method: string;
  readonly place: 'path' | 'query' | 'body';
  /** Whatever value it has, it means nothing: clients send back what they were answered. */
  readonly isIgnored: boolean;
  /** The request with this value in the field, and beside it what is required. */
  readonly request: (value: unknown) => { readonly path: string; readonly body: unknown };
};

/**
 * All fields of paths, queries and bodies, without the id of the page, which is looked at in one place for all.
 * `idOf`: of something that exists, by the noun before it in the path.
 */
export function everyField(description: Description, idOf: (noun: string) => string): Field[] {
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      fieldsOf(description, path, method.toUpperCase(), operation, idOf),
    ),
  );
}

function fieldsOf(
  { components: { schemas } }: Description,
  path: string,
  method: string,
  operation: DescribedOperation,
  idOf: (noun: string) => string,
): Field[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const plainBody = schema ? plain(schema, schemas) : undefined;
  const filled = (replaced: string | null, value: unknown): string =>
    `/v1${path.replaceAll(/(\w[\w-]*)\/\{(\w+)\}/g, (_, noun: string, name: string) =>
      name === replaced ? `${noun}/${inAddress(value)}` : `${noun}/${idOf(noun)}`,
    )}`;
  const field = (
    name: string,
    place: Field['place'],
    request: Field['request'],
    isIgnored = false,
  ): Field => ({
    name: `${method} ${path} ${name}`,
    method,
    place,
    isIgnored,
    request,
  });
  const inPath = [...path.matchAll(/\{(?!page_id)(\w+)\}/g)].map(([, name = '']) =>
    field(name, 'path', (value) => ({ path: filled(name, value), body: plainBody })),
  );
  const inQuery = operation.parameters.flatMap((parameter) => {
    if (!('name' in parameter) || parameter.in !== 'query') return [];
    return field(`?${parameter.name}`, 'query', (value) => ({
      path: `${filled(null, '')}?${parameter.name}=${inAddress(value)}`,
      body: plainBody,
    }));
  });
  const inBody = schema
    ? placesOf(schema, schemas).map(({ place, isIgnored }) =>
        field(
          `body ${place.join('.')}`,
          'body',
          (value) => ({ path: filled(null, ''), body: withValue(plainBody, place, value) }),
          isIgnored,
        ),
      )
    : [];
  return [...inPath, ...inQuery, ...inBody];
}

function inAddress(value: unknown): string {
  return encodeURIComponent(String(value));
}

function resolved(schema: Schema, schemas: Description['components']['schemas']): Schema {
  return schema.$ref ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
}

type Place = { readonly place: readonly string[]; readonly isIgnored: boolean };

/** The values in an object that are not objects themselves; a list is one value. */
function placesOf(given: Schema, schemas: Description['components']['schemas']): Place[] {
  const schema = resolved(given, schemas);
  const parts = [schema, ...(schema.anyOf ?? schema.oneOf ?? [])].map((part) => resolved(part, schemas));
  const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}));
  if (properties.length === 0) return [{ place: [], isIgnored: Object.keys(schema).length === 0 }];
  return properties.flatMap(([name, inner]) =>
    placesOf(inner, schemas).map(({ place, isIgnored }) => ({ place: [name, ...place], isIgnored })),
  );
}

/** A small value of this schema: what is required, in words that mean little. */
function plain(given: Schema, schemas: Description['components']['schemas']): unknown {
  const schema = resolved(given, schemas);
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return plain(first, schemas);
  const { properties = {}, required = [] } = schema;
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, plain(properties[name] ?? {}, schemas)]));
    case 'array':
      return [];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return false;
    default:
      return 'Words';
  }
}

function withValue(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const record = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  return { ...record, [name]: withValue(Reflect.get(record, name), rest, value) };
}

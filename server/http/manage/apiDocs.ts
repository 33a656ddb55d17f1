import { z } from 'zod';
import type { ApiDocs, DocsField, DocsOperation } from '../../publish/apiDocs.ts';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly maxLength?: number;
};

// JSON Schemas are ours, made by `describeApi`; only the parts that are shown are named.
const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const content = z.record(
  z.string(),
  z.object({ schema: schema.optional(), example: z.unknown().optional() }),
);
const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean(),
  description: z.string().optional(),
  schema,
});
const answer = z.object({ $ref: z.string().optional(), content: content.optional() });
const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  parameters: z.array(z.union([parameter, z.object({ $ref: z.string() })])),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), answer),
});
const document = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), z.object({ description: z.string() })),
  }),
});
const anything = 'anything';

type Described = z.output<typeof operation>;

/** The API as people read it, from its OpenAPI document. */
export function apiDocs(description: unknown): ApiDocs {
  const { servers, paths, components } = document.parse(description);
  const groups = new Map<string, DocsOperation[]>();
  const problems = new Map<string, string>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, described] of Object.entries(methods)) {
      const name = described.tags[0] ?? '';
      groups.set(name, [...(groups.get(name) ?? []), toOperation(method, path, described)]);
      for (const [status, { $ref }] of Object.entries(described.responses)) {
        const response = components.responses[lastPart($ref ?? '')];
        if (response) problems.set(status, response.description);
      }
    }
  }
  return {
    base: servers[0]?.url ?? '',
    groups: [...groups].map(([name, operations]) => ({ name: capital(name), operations })),
    shapes: Object.entries(components.schemas).map(([name, shape]) => ({
      name,
      fields: fieldsOf(shape, ''),
    })),
    problems: [...problems].sort().map(([status, meaning]) => ({ status, meaning })),
  };
}

function toOperation(method: string, path: string, described: Described): DocsOperation {
  const { 'application/json': body, ...media } = described.requestBody?.content ?? {};
  const done = Object.entries(described.responses).findLast(([status]) => status < '300');
  const answered = Object.values(done?.[1].content ?? {})[0]?.schema;
  // A write says in the same place what it answers to dry_run, which is told once for all of them.
  const shown = answered?.anyOf?.[0] ?? answered;
  return {
    id: described.operationId,
    method: method.toUpperCase(),
    path,
    summary: described.summary,
    access: described.description,
    takes: [
      ...described.parameters.flatMap((taken) => ('name' in taken ? [toParameter(taken)] : [])),
      ...(body?.schema ? fieldsOf(body.schema, '').filter(isTaken).map(inBody) : []),
      ...Object.keys(media).map(asWhole),
    ],
    example: body?.example === undefined ? null : JSON.stringify(body.example, null, 2),
    answer: {
      status: done?.[0] ?? '',
      type: shown ? typeOf(shown) : 'nothing but the status',
      reference: shown ? referenceOf(shown) : null,
    },
  };
}

/** What may be there with any value is only tolerated, from those who send whole objects back. */
function isTaken({ type }: DocsField): boolean {
  return type !== anything;
}

function inBody(field: DocsField): DocsOperation['takes'][number] {
  return { ...field, place: 'body' };
}

/** A body that has no fields. */
function asWhole(mediaType: string): DocsOperation['takes'][number] {
  return { name: mediaType, place: 'body', type: 'the body', reference: null, required: false, meaning: '' };
}

function toParameter(taken: z.output<typeof parameter>): DocsOperation['takes'][number] {
  return {
    name: taken.name,
    place: taken.in === 'path' ? 'path' : 'query',
    type: typeOf(taken.schema),
    reference: null,
    required: taken.required,
    meaning: meaningOf({ ...taken.schema, ...(taken.description ? { description: taken.description } : {}) }),
  };
}

/** Each field by its path, down to values that have no fields of their own. */
function fieldsOf({ properties = {}, required = [] }: Schema, above: string): DocsField[] {
  return Object.entries(properties).flatMap(([key, inner]) => {
    const name = above + key;
    if (inner.properties) return fieldsOf(inner, `${name}.`);
    const field = {
      name,
      type: typeOf(inner),
      reference: referenceOf(inner),
      required: required.includes(key),
      meaning: meaningOf(inner),
    };
    return inner.items?.properties ? [field, ...fieldsOf(inner.items, `${name}[].`)] : [field];
  });
}

function typeOf(described: Schema): string {
  const { $ref, type, enum: values, items, anyOf, oneOf, additionalProperties } = described;
  if ($ref !== undefined) return lastPart($ref);
  if ('const' in described) return JSON.stringify(described.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(', ');
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return [...new Set(alternatives.map(typeOf))].join(' or ');
  if (type === 'array') return items ? `list of ${typeOf(items)}` : 'list';
  if (
    type === 'object' &&
    typeof additionalProperties === 'object' &&
    additionalProperties.type !== undefined
  ) {
    return `${typeOf(additionalProperties)} by name`;
  }
  return typeof type === 'string' ? type : (type?.join(' or ') ?? anything);
}

function referenceOf({ $ref, items, anyOf }: Schema): string | null {
  if ($ref !== undefined) return lastPart($ref);
  const inner = [...(items ? [items] : []), ...(anyOf ?? [])];
  return inner.map(referenceOf).find((name) => name !== null) ?? null;
}

function meaningOf({ description, default: otherwise, maxLength }: Schema): string {
  return [
    description,
    otherwise === undefined ? undefined : `${JSON.stringify(otherwise)} if not said`,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

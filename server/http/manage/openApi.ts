import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { imageTypes } from '../../domain/image.ts';
import { lineFormats } from './answers.ts';
import { dryRunShape } from './dryRun.ts';
import { examples } from './examples.ts';
import type { Access, Operation } from './operation.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The manage API described (OpenAPI 3.1), from the very schemas that check requests and shape answers. All of it takes a
 * third of a second, so others have a turn between operations.
 */
export async function describeApi(operations: readonly Operation[], url: string): Promise<Json> {
  const schemas: Record<string, unknown> = {};
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    await setImmediate();
    const described = { [operation.method.toLowerCase()]: describe(operation, schemas) };
    paths[operation.path] = { ...paths[operation.path], ...described };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Candor manage API',
      version: '1',
      description:
        "Statuspage's management API v1, and what we add in the same style. Every path also works with `.json` at its end. Bodies are JSON or forms with bracketed names.",
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${url}/v1` }],
    security: [{ token: [] }, { api_key: [] }, { session: [] }],
    paths,
    components: {
      schemas: { ...schemas, Error: errorSchema },
      responses: Object.fromEntries(Object.values(refusals).map(({ name, ...refusal }) => [name, refusal])),
      parameters: { If_Match: ifMatch, Idempotency_Key: idempotencyKey, dry_run: dryRun },
      headers: { ETag: etag },
      securitySchemes: {
        api_key: {
          type: 'apiKey',
          in: 'query',
          name: 'api_key',
          description: 'For scripts that cannot send headers. Addresses end up in logs: prefer the header.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-candor',
          description: 'Set by signing in: POST /session.',
        },
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of `candor token create`. `Authorization: OAuth TOKEN` works as well.',
        },
      },
    },
  };
}

const errorSchema = {
  type: 'object',
  required: ['error', 'code', 'details', 'request_id'],
  properties: {
    error: { type: 'string', description: 'A sentence for people' },
    message: { type: 'string', description: 'The same sentence' },
    code: { type: 'string', description: 'Stable, for programs' },
    details: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    request_id: { type: 'string' },
  },
};

const refusal = (name: string, description: string) => ({
  name,
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
});
const retryAfter = {
  headers: { 'Retry-After': { description: 'Seconds', schema: { type: 'string' } } },
};

const refusals = {
  400: refusal('Malformed', 'The body cannot be read'),
  401: refusal('Unauthenticated', 'No token, or one that is not known'),
  403: refusal('Forbidden', 'The role of the token is too weak'),
  404: refusal('NotFound', 'There is no such thing on this page'),
  409: refusal('Conflict', 'The state of things does not allow it, or the same request is being done'),
  412: refusal(
    'Overtaken',
    'The page is not at the revision of If-Match any more; details has the one it is at, as the path revision',
  ),
  413: refusal('TooLarge', 'The body is too large'),
  422: refusal('Invalid', 'A field breaks a rule'),
  429: { ...refusal('TooMany', 'Too many requests in this minute'), ...retryAfter },
  503: { ...refusal('Unavailable', 'The database cannot be reached; nothing was done'), ...retryAfter },
};
const always = [401, 403, 404, 422, 429, 503] as const;
const ofWrites = [400, 409, 413] as const;
const ofConditions = [412] as const;

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of what was read: refused with 412 when the page has changed since',
  schema: { type: 'string' },
  example: '"r42"',
};
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    "Any text of the caller's own, one for each request. Sent again within 24 hours, the request is not done again: it gets the same answer, with the header `Idempotent-Replayed: true`",
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  example: 'deploy-4711',
};
const dryRun = {
  name: 'dry_run',
  in: 'query',
  required: false,
  description:
    '`true` answers 200 with what would be answered, shown and changed and how many would be told, and does nothing',
  schema: { type: 'boolean', default: false },
};
const etag = { description: 'The revision of the page, for If-Match', schema: { type: 'string' } };

/** Of what is not text, OpenAPI 3.1 says only the media type. */
const images = Object.fromEntries(Object.values(imageTypes).map((type) => [type, {}]));

function describe(operation: Operation, schemas: Record<string, unknown>): Json {
  const { method, path, role, several, summary, query, body } = operation;
  const isWrite = method !== 'GET';
  const operationId = operationIdOf(operation);
  const example = examples[operationId];
  const hasConditions = isWrite && !several;
  const problems = [...always, ...(isWrite ? ofWrites : []), ...(hasConditions ? ofConditions : [])].sort(
    (a, b) => a - b,
  );
  return {
    operationId,
    summary,
    description: accessSentence(role),
    ...securityOf(role),
    tags: [tagOf(path)],
    parameters: [
      ...pathParameters(path),
      ...(query ? queryParameters(query) : []),
      ...(canBeTried(operation) ? [reference('parameters/dry_run')] : []),
      ...(hasConditions ? [reference('parameters/If_Match')] : []),
      ...(isWrite && !isAboutOneself(role) ? [reference('parameters/Idempotency_Key')] : []),
    ],
    ...(operation.image ? { requestBody: { required: true, content: images } } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: schemaOf(body, 'input', schemas),
                ...(example === undefined ? {} : { example }),
              },
            },
          },
        }
      : {}),
    responses: {
      ...answers(operation, schemas),
      ...Object.fromEntries(
        problems.map((status) => [status, reference(`responses/${refusals[status].name}`)]),
      ),
    },
  };
}

/** Signing in and the like, which no token can do. */
function isAboutOneself(role: Access): boolean {
  return role === 'anybody' || role === 'member';
}

/** What shows a secret cannot be tried, since there would be none. */
function canBeTried({ method, role, answer }: Operation): boolean {
  return method !== 'GET' && !isAboutOneself(role) && answer.shownOnce !== true;
}

function accessSentence(role: Access): string {
  if (role === 'anybody') return 'Anybody may do this.';
  if (role === 'member') return 'For members who are signed in, for themselves.';
  return `Needs the role ${role}.`;
}

/** Where it differs from what holds for all operations. */
function securityOf(role: Access): Json {
  if (role === 'anybody') return { security: [] };
  return role === 'member' ? { security: [{ session: [] }] } : {};
}

function operationIdOf({ method, path }: Operation): string {
  const words = path.replaceAll(/[^a-zA-Z]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${method.toLowerCase()}${words.replaceAll(/\W/g, '')}`;
}

/** What it answers when all goes well; a write can also answer what it would come to. */
function answers(operation: Operation, schemas: Record<string, unknown>): Json {
  const { method, answer } = operation;
  const described = answer.schema && schemaOf(answer.schema, 'output', schemas);
  const type = answer.lines ? lineFormats[answer.lines].type : 'application/json';
  const isList = method === 'GET' && (answer.lines !== undefined || answer.schema instanceof z.ZodArray);
  const done = {
    description: 'Done',
    ...(isList ? {} : { headers: { ETag: reference('headers/ETag') } }),
    ...(described ? { content: { [type]: { schema: described } } } : {}),
  };
  if (!canBeTried(operation)) return { [answer.status]: done };
  const considered = schemaOf(dryRunShape(answer.schema), 'output', schemas);
  const content = (schema: unknown) => ({ content: { 'application/json': { schema } } });
  if (answer.status !== 200) {
    return { 200: { description: 'For dry_run', ...content(considered) }, [answer.status]: done };
  }
  const both = { anyOf: [described, considered] };
  return { 200: { ...done, description: 'Done, or what would be done for dry_run', ...content(both) } };
}

function reference(place: string): Json {
  return { $ref: `#/components/${place}` };
}

function tagOf(path: string): string {
  const [, room, , noun] = path.split('/');
  return room === 'pages' ? (noun?.replaceAll(/[-_]/g, ' ') ?? 'page') : 'access';
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^[a-z0-9]{12}$' },
    example: 'kctbh9vrtdwd',
  }));
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

/** The JSON Schema of a value; schemas with a name of their own are described once and referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): unknown {
  const { $schema: _, $defs, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = referring(definition);
  const { id, ...rest } = described as Json & { id?: string };
  if (id === undefined) return referring(rest);
  schemas[id] = referring(rest);
  return { $ref: `#/components/schemas/${id}` };
}

/** The same with references into the document instead of into the schema. */
function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'id' || typeof (value as Json).id !== 'string' || !('type' in value))
      .map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string'
          ? inner.replace('#/$defs/', '#/components/schemas/')
          : referring(inner),
      ]),
  );
}

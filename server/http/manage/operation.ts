import type { z } from 'zod';
import type { Role } from '../../domain/access.ts';
import type { Door } from '../access/entrance.ts';
import type { LineFormat } from './answers.ts';
import type { Desk } from './desk.ts';
import { usualBodyBytes } from './readBody.ts';

/** One request to an operation, checked: what it may be and who asks are settled before `run` sees it. */
export type Call<Query, Body> = {
  /** The parameters of the path by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The body as it was sent. */
  readonly bytes: Uint8Array;
  readonly desk: Desk;
  readonly door: Door;
};

/** The least powerful role that may do it; members for themselves, with a session; or anybody, without a token. */
export type Access = Role | 'member' | 'anybody';

/** One thing that the manage API does. It is served, guarded and described from this alone. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in OpenAPI, below `/v1`: `/pages/{page_id}/components/{component_id}`. */
  readonly path: string;
  readonly role: Access;
  /** In a session the password must have been entered lately. Deleting is, unless it says otherwise. */
  readonly dangerous: boolean;
  /** It performs any number of commands, each a commit of its own, so it takes no `If-Match`. Done again, it goes on. */
  readonly several: boolean;
  /** The largest body that is read, bytes. */
  readonly bodyLimit: number;
  /** It looks through much of what is kept, so that only a few at a time do. */
  readonly searches: boolean;
  readonly summary: string;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  /** The body is an image, not fields. */
  readonly image: boolean;
  readonly answer: {
    readonly status: 200 | 201 | 202 | 204;
    /** Null when nothing is answered but the status. */
    readonly schema: z.ZodType | null;
    /** `run` gives any number of these, each sent as soon as it is there: as a line of JSON, or as lines of CSV. */
    readonly lines?: LineFormat;
    /** It holds a secret that is shown once, so it is not kept for a request that is sent again. */
    readonly shownOnce?: true;
  };
  readonly run: (call: Call<unknown, unknown>) => Promise<unknown>;
};

type Described<Query extends z.ZodObject | undefined, Body extends z.ZodType | undefined> = Pick<
  Operation,
  'method' | 'path' | 'role' | 'summary' | 'answer'
> & {
  readonly dangerous?: boolean;
  readonly several?: boolean;
  readonly bodyLimit?: number;
  readonly image?: boolean;
  readonly searches?: boolean;
  readonly query?: Query;
  readonly body?: Body;
  readonly run: (
    call: Call<
      Query extends z.ZodType ? z.output<Query> : undefined,
      Body extends z.ZodType ? z.output<Body> : undefined
    >,
  ) => Promise<unknown>;
};

/** Declares an operation whose `run` is typed by its schemas. */
export function operation<
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(described: Described<Query, Body>): Operation {
  return {
    ...described,
    dangerous: described.dangerous ?? described.method === 'DELETE',
    several: described.several ?? false,
    bodyLimit: described.bodyLimit ?? usualBodyBytes,
    query: described.query ?? null,
    body: described.body ?? null,
    image: described.image ?? false,
    searches: described.searches ?? false,
    // The routes hand over what these very schemas returned.
    run: described.run as Operation['run'],
  };
}

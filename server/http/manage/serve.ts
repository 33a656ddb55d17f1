import type { Context } from 'hono';
import type { By, KeptAnswer } from '../../domain/request.ts';
import { Busy, Gate } from '../../gate.ts';
import type { Log } from '../../log.ts';
import { routeHeaders } from '../../publish/routeHeaders.ts';
import type { Entrance } from '../access/entrance.ts';
import { answerOf, jsonAnswer, send, sendLines } from './answers.ts';
import type { Asker } from './authenticate.ts';
import type { ManageBackend } from './backend.ts';
import { checked } from './checked.ts';
import { ifRevision, isDryRun } from './conditions.ts';
import { consequencesOf } from './consequences.ts';
import type { Desk } from './desk.ts';
import { ActingDesk, ConsideringDesk, RepeatingDesk } from './desks.ts';
import { dryRunAnswer } from './dryRun.ts';
import { invalidField } from './invalidField.ts';
import { type KeyedRequests, keyedRequest, type Work } from './keyedRequests.ts';
import { notFound } from './notFound.ts';
import type { Operation } from './operation.ts';
import { originOf } from './origin.ts';
import type { RateLimit } from './rateLimit.ts';
import { readBody, readBytes, usualBodyBytes } from './readBody.ts';
import { readQuery } from './readQuery.ts';
import { Refused, refusalAnswer } from './refused.ts';

/** What all requests to the manage API share. */
export type Manage = {
  readonly backend: ManageBackend;
  readonly entrance: Entrance;
  readonly keyed: KeyedRequests;
  readonly limit: RateLimit;
  readonly gates: Gates;
  readonly log: Log;
};

/** Before what costs much. Everything else, such as posting an update, is never held back by it. */
type Gates = { readonly searches: Gate; readonly exports: Gate; readonly imports: Gate };

export function openGates(): Gates {
  return { searches: new Gate(2, 50), exports: new Gate(4, 4), imports: new Gate(2, 2) };
}

const retryAfterSeconds = '5';

/** Answers a request to an operation, whatever happens. */
export async function serve(context: Context, operation: Operation, manage: Manage): Promise<Response> {
  const requestId = manage.backend.newId();
  const explain = (error: unknown): KeptAnswer => explained(error, operation, manage, requestId);
  try {
    if (operation.bodyLimit <= usualBodyBytes) {
      return await answer(context, operation, manage, requestId, explain);
    }
    // Nobody else makes us hold much.
    await manage.entrance.admit(context, operation);
    return await manage.gates.imports.pass(() => answer(context, operation, manage, requestId, explain));
  } catch (error) {
    return send(explain(error));
  }
}

async function answer(
  context: Context,
  operation: Operation,
  manage: Manage,
  requestId: string,
  explain: (error: unknown) => KeptAnswer,
): Promise<Response> {
  const { backend, keyed, limit, gates } = manage;
  const request = context.req.raw;
  // Read first: who waits with the body must not be let in by a token that is revoked meanwhile.
  const bytes = operation.method === 'GET' ? Buffer.alloc(0) : await readBytes(request, operation.bodyLimit);
  const text = bytes.toString(operation.image ? 'base64' : 'utf8');
  const door = await manage.entrance.admit(context, operation);
  const { asker } = door;
  if (asker) limit.take(asker.actor, backend.now());
  const params = parametersOf(context);
  const { page } = await backend.read((reads) => reads.page());
  if (params.page_id !== undefined && params.page_id !== page.id) throw notFound('page', params.page_id);

  const { api_key: _, dry_run: dryRun, ...asked } = readQuery(context);
  const query = operation.query && checked(operation.query, asked, 'query');
  const run = async (desk: Desk): Promise<unknown> => {
    const body = operation.body && checked(operation.body, readBody(request, text), 'body');
    return operation.run({ params, query, body, bytes, desk, door });
  };
  const headers = headersFor(asker, requestId);
  const actor = asker?.actor ?? 'nobody';
  const by: By = {
    actor,
    origin: originOf(context, backend.trustedProxies),
    ...conditionsOf(context, operation),
  };

  if (operation.answer.lines) {
    const leave = await gates.exports.enter();
    try {
      const values = (await run(new ActingDesk(backend, by))) as AsyncIterable<unknown>;
      return sendLines(values, operation.answer.lines, headers, leave);
    } catch (error) {
      leave();
      throw error;
    }
  }
  if (operation.role === 'member' || operation.role === 'anybody') {
    if (isDryRun(dryRun)) throw notTried();
    const desk = new ActingDesk(backend, by);
    const result = answerOf(operation, await run(desk), desk.revision);
    return send(result, door.setCookie === null ? headers : { ...headers, 'set-cookie': door.setCookie });
  }
  if (operation.method !== 'GET' && isDryRun(dryRun)) {
    if (operation.answer.shownOnce) throw notTried();
    const desk = new ConsideringDesk(backend, by);
    const result = await run(desk);
    const consequences = await consequencesOf(backend, desk);
    return send(jsonAnswer(200, dryRunAnswer(result, consequences)), headers);
  }
  const path = context.req.path.replace(/\.json$/, '');
  const wanted =
    operation.method === 'GET' ? null : keyedRequest(request, actor, { path, query: asked, text });
  if (!wanted) {
    const desk = new ActingDesk(backend, by, operation.several);
    const result = await (operation.searches ? gates.searches.pass(() => run(desk)) : run(desk));
    return send(answerOf(operation, result, desk.revision), headers);
  }
  const { answer, replayed } = await keyed.once(wanted, worker(operation, run, backend, by, explain));
  return send(answer, replayed ? { ...headers, 'idempotent-replayed': 'true' } : headers);
}

/** Signing in and the like come with secrets: they are done or not, never tried, and their answers are not kept. */
function notTried(): Refused {
  return new Refused({
    fault: 'invalid',
    code: 'dry_run.not_here',
    message: 'This cannot be tried with dry_run.',
  });
}

/** How a keyed request is done, and how its answer is made again. A refusal is an answer like any other. */
function worker(
  operation: Operation,
  run: (desk: Desk) => Promise<unknown>,
  backend: ManageBackend,
  by: By,
  explain: (error: unknown) => KeptAnswer,
): Work {
  const attempt = (
    desk: ActingDesk | RepeatingDesk,
    failed: (error: unknown) => KeptAnswer,
  ): Promise<KeptAnswer> => run(desk).then((result) => answerOf(operation, result, desk.revision), failed);
  const shownOnce = (): KeptAnswer =>
    explain(
      new Refused({
        fault: 'conflict',
        code: 'idempotency.shown_once',
        message: 'This was done, and its answer was shown once, because it holds a secret.',
      }),
    );
  // The rules allowed it then, so what they say now is not the answer.
  const answerLost = (error: unknown): KeptAnswer =>
    explain(
      error instanceof Refused
        ? new Refused({
            fault: 'conflict',
            code: 'idempotency.answer_lost',
            message:
              'This was done, but its answer was lost, and what it was about cannot be shown any more.',
          })
        : error,
    );
  return {
    act: async (request) => {
      if (operation.several) {
        return { answer: await attempt(new ActingDesk(backend, by, true), explain), made: null };
      }
      const desk = new ActingDesk(backend, { ...by, request });
      const answer = await attempt(desk, explain);
      const isSecret = operation.answer.shownOnce && desk.made !== null;
      return { answer, made: desk.made, ...(isSecret ? { keep: shownOnce() } : {}) };
    },
    repeat: async (done) =>
      operation.answer.shownOnce ? shownOnce() : attempt(new RepeatingDesk(backend, done), answerLost),
  };
}

function explained(
  error: unknown,
  operation: Operation,
  { backend, log }: Manage,
  requestId: string,
): KeptAnswer {
  if (error instanceof Refused) {
    const challenge = error.refusal.fault === 'unauthenticated' ? { 'www-authenticate': 'Bearer' } : {};
    return refusalAnswer(error.refusal, requestId, { ...challenge, ...error.headers });
  }
  if (error instanceof Busy) {
    const message = 'Many ask for such things right now. Try again in a few seconds.';
    const refusal = { fault: 'unavailable', code: 'server.busy', message } as const;
    return refusalAnswer(refusal, requestId, { 'retry-after': retryAfterSeconds });
  }
  const reason = backend.unavailable(error);
  if (reason !== null) {
    const refusal = { fault: 'unavailable', code: 'store.unavailable', message: reason } as const;
    return refusalAnswer(refusal, requestId, { 'retry-after': retryAfterSeconds });
  }
  log.error(
    { err: error, request_id: requestId, operation: `${operation.method} ${operation.path}` },
    'an operation failed',
  );
  const said = { error: 'Something went wrong on our side.', code: 'internal', details: [] };
  const { headers, ...failed } = jsonAnswer(500, { ...said, request_id: requestId });
  return { ...failed, headers: { ...headersFor(null, requestId), ...headers } };
}

/** The last parameter of a path may carry `.json`. Throws `Refused` for what cannot name anything. */
function parametersOf(context: Context): Record<string, string> {
  const given = Object.entries(context.req.param() as Record<string, string>);
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (/\p{Cc}/u.test(value)) throw notFound('record', 'with this id');
      return [name, value.replace(/\.json$/, '')];
    }),
  );
}

/** Throws `Refused` for a condition on one commit where several are made. */
function conditionsOf(context: Context, { method, several }: Operation): Pick<By, 'ifRevision'> {
  const revisions = method === 'GET' ? null : ifRevision(context.req.header('if-match'));
  if (several && revisions !== null)
    throw invalidField('If-Match', 'is not taken here: this makes several changes');
  return revisions === null ? {} : { ifRevision: revisions };
}

function headersFor(asker: Asker | null, requestId: string): Readonly<Record<string, string>> {
  return {
    'cache-control': 'private, no-store',
    'x-request-id': requestId,
    ...routeHeaders.closed,
    // RFC 9745: a token in an address ends up in logs. The form stays, for scripts that cannot do otherwise.
    ...(asker?.secretInAddress ? { deprecation: '@1767225600' } : {}),
  };
}

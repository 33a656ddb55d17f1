import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Metrics } from '../health/metrics.ts';
import type { Readiness } from '../health/readiness.ts';
import { routeHeaders } from '../publish/routeHeaders.ts';
import { authenticate } from './manage/authenticate.ts';
import type { ManageBackend } from './manage/backend.ts';
import { healthReads } from './manage/health.ts';
import { Refused, refusalResponse } from './manage/refused.ts';
import { isLoopbackName } from './requestGuard.ts';

/** What those who run the server ask it. */
export type HealthBackend = Pick<
  ManageBackend,
  'read' | 'now' | 'newId' | 'unavailable' | 'subscriptions' | 'engine'
> & {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
};

const noStore = { 'cache-control': 'no-store', ...routeHeaders.closed };

/** Whether the process is alive, whether it is able to work, and its numbers. */
export function healthRoutes(app: Hono, backend: HealthBackend): void {
  /** The process runs and answers. Says nothing of the database. */
  app.get('/healthz', () => new Response('ok\n', { headers: noStore }));

  /** It is able to write and to publish; else 503, with what is wrong. */
  app.get('/readyz', async () => {
    const { ready, at, ...checks } = await backend.readiness();
    const about = checks.database.ok ? await healthReads(backend).catch(() => null) : null;
    const body = { ready, at: new Date(at).toISOString(), checks, ...about };
    return Response.json(body, {
      status: ready ? 200 : 503,
      headers: ready ? noStore : { ...noStore, 'retry-after': '5' },
    });
  });

  /** For Prometheus, with a token of any role in the header, or from this machine itself. */
  app.get('/metrics', async (context) => {
    const refused = isFromHere(context) ? null : await refusal(context, backend);
    if (refused) return refused;
    const { metrics } = backend;
    return new Response(await metrics.text(), {
      headers: { ...noStore, 'content-type': metrics.contentType },
    });
  });
}

const loopbackPeer = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const forwarding = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

/** A proxy on this machine connects from here for everybody: it passes another name on, or says for whom it asks. */
function isFromHere({ req, env }: Context): boolean {
  const { incoming }: Partial<HttpBindings> = env ?? {};
  return (
    loopbackPeer.test(incoming?.socket.remoteAddress ?? '') &&
    isLoopbackName(req.header('host') ?? '') &&
    !forwarding.some((name) => req.header(name) !== undefined)
  );
}

async function refusal({ req }: Context, backend: HealthBackend): Promise<Response | null> {
  const answer = (...[refused, headers]: [Refused['refusal'], Readonly<Record<string, string>>?]): Response =>
    refusalResponse(refused, backend.newId(), headers);
  const unauthenticated = (message: string): Response =>
    answer({ fault: 'unauthenticated', code: 'token.missing', message }, { 'www-authenticate': 'Bearer' });
  if (req.header('authorization') === undefined) {
    return unauthenticated('Send a token: Authorization: Bearer TOKEN. From this machine none is needed.');
  }
  try {
    const { token } = await authenticate(req.raw, backend.read, backend.now());
    return token ? null : unauthenticated('A session is not enough. Send a token.');
  } catch (error) {
    if (error instanceof Refused) {
      return answer(error.refusal, { 'www-authenticate': 'Bearer', ...error.headers });
    }
    const message = backend.unavailable(error);
    if (message === null) throw error;
    return answer({ fault: 'unavailable', code: 'store.unavailable', message }, { 'retry-after': '5' });
  }
}

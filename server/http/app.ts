import { type Context, Hono } from 'hono';
import { Busy } from '../gate.ts';
import type { Log } from '../log.ts';
import type { Site } from '../publish/site.ts';
import { adminRoutes } from './adminRoutes.ts';
import { type HealthBackend, healthRoutes } from './healthRoutes.ts';
import { linkRoutes } from './linkRoutes.ts';
import type { ManageBackend } from './manage/backend.ts';
import { manageRoutes } from './manage/manageRoutes.ts';
import { pushRoutes } from './pushRoutes.ts';
import { readerRoutes } from './readerRoutes.ts';
import { refuseText } from './refuseText.ts';
import { respond } from './respond.ts';
import { serveLast } from './servingLast.ts';
import { statuspageSubscriberRoutes } from './statuspageSubscriberRoutes.ts';
import { subscribeRoutes } from './subscribeRoutes.ts';
import { SubscribeDesk, type SubscribingBackend } from './subscribing.ts';
import { subscriptionRoutes } from './subscriptionRoutes.ts';
import { unavailableResponse } from './unavailable.ts';

/** Everything that the server answers. No middleware: a public page costs one look into memory. */
export function createApp(
  site: Site,
  manage: ManageBackend,
  subscribing: SubscribingBackend,
  health: Pick<HealthBackend, 'readiness' | 'metrics'>,
  log: Log,
): Hono {
  const app = new Hono();
  const desk = new SubscribeDesk(subscribing);
  readerRoutes(app, site, manage.url);
  healthRoutes(app, { ...manage, ...health });
  linkRoutes(app, site, manage);
  subscribeRoutes(app, site, desk);
  statuspageSubscriberRoutes(app, site, desk, manage.newId);
  pushRoutes(app, site, desk, subscribing, manage.newId);
  subscriptionRoutes(app, site, subscribing);
  adminRoutes(app, site.assets.admin);
  manageRoutes(app, manage, log);
  app.onError((error, context) => {
    if (error instanceof Busy) return comeAgain(site, context);
    // Told where the database is looked at, not once for each reader.
    if (manage.unavailable(error) !== null) return unavailableResponse(site, context.req.raw);
    const requestId = manage.newId();
    log.error(
      {
        err: error,
        request_id: requestId,
        method: context.req.method,
        path: withoutSecret(context.req.path),
      },
      'a request failed',
    );
    const sentence = 'Something went wrong on our side. Please try again in a moment.';
    const report = `If you report this, say that it was request ${requestId}.`;
    return refuseText(500, `${sentence}\n${report}`, { 'x-request-id': requestId });
  });
  app.fetch = serveLast(site, app.fetch);
  return app;
}

/** For who asks for something that costs much while many others do. */
function comeAgain({ tryAgain }: Site, { req }: Context): Response {
  const isForPrograms = req.path.startsWith('/api/') || /\.(json|rss|atom|ics|csv|png)$/.test(req.path);
  if (tryAgain === null || isForPrograms) {
    return refuseText(503, 'Many ask for this right now. Try again in a few seconds.', {
      'retry-after': '5',
    });
  }
  const response = respond(tryAgain, req.raw, 503);
  response.headers.set('retry-after', '5');
  return response;
}

/** The addresses of one-time and personal links are secrets. */
function withoutSecret(path: string): string {
  return path.replace(/^\/(setup|password|subscriptions)\/.*/, '/$1/…');
}

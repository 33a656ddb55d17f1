import type { Context, Hono } from 'hono';
import { isId } from '../domain/id.ts';
import type { Artifact } from '../publish/artifact.ts';
import { type FeedKind, feedKinds } from '../publish/feeds/feed.ts';
import { componentFeed, feedFormats, pageFeed } from '../publish/feeds/feedDocument.ts';
import type { Site } from '../publish/site.ts';
import { refuseText } from './refuseText.ts';
import { respond } from './respond.ts';

/** RSS, Atom and JSON Feed, of everything and of each component. */
export function feedRoutes(app: Hono, site: Site): void {
  const answer = async (
    context: Context,
    make: (kind: FeedKind) => Artifact | null | Promise<Artifact | null>,
  ): Promise<Response> => {
    const asked = context.req.query('per') ?? 'update';
    const kind = feedKinds.find((candidate) => candidate === asked);
    if (!kind) return refuseText(400, `"per" must be one of ${feedKinds.join(', ')}.`);
    const artifact = await make(kind);
    return artifact
      ? respond(artifact, context.req.raw)
      : respond(site.current.notFound, context.req.raw, 404);
  };

  for (const format of feedFormats) {
    app.get(`/history.${format}`, (context) => answer(context, (kind) => pageFeed(site, format, kind)));

    app.get(`/components/:id/history.${format}`, (context) =>
      answer(context, (kind) => {
        const id = context.req.param('id');
        return isId(id) ? componentFeed(site, id, format, kind) : null;
      }),
    );
  }
}

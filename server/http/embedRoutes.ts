import type { Hono } from 'hono';
import type { Site } from '../publish/site.ts';
import { respond } from './respond.ts';

/** The notice for other people's pages: as a script, and as a page for a frame. */
export function embedRoutes(app: Hono, site: Site): void {
  app.get('/embed.js', (context) => {
    const { embed } = site;
    return embed ? respond(embed, context.req.raw) : context.notFound();
  });

  app.get('/embed/frame', (context) => {
    const { frame } = site;
    return frame ? respond(frame, context.req.raw) : context.notFound();
  });
}

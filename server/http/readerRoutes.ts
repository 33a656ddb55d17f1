import { Hono } from 'hono';
import type { Site } from '../publish/site.ts';
import { badgeRoutes } from './badgeRoutes.ts';
import { calendarRoutes } from './calendarRoutes.ts';
import { docsRoutes } from './docsRoutes.ts';
import { embedRoutes } from './embedRoutes.ts';
import { feedRoutes } from './feedRoutes.ts';
import { publicRoutes } from './publicRoutes.ts';
import { readyArtifacts, readyRoutes } from './readyArtifacts.ts';
import { siteFileRoutes } from './siteFileRoutes.ts';
import { statuspageRoutes } from './statuspageRoutes.ts';

/** All that anybody may read and that is the same for everybody. `url` is PUBLIC_URL. */
export function readerRoutes(app: Hono, site: Site, url: string): void {
  readyRoutes(app, readyArtifacts(site));
  statuspageRoutes(app, site);
  publicRoutes(app, site);
  feedRoutes(app, site);
  calendarRoutes(app, site);
  badgeRoutes(app, site);
  embedRoutes(app, site);
  siteFileRoutes(app, site);
  docsRoutes(app, site, url);
}

/** Answers what any reader can have, and nothing else: a copy of it can hold nothing private. Throws what goes wrong. */
export function readerOf(site: Site, url: string): (path: string) => Promise<Response> {
  const app = new Hono();
  app.onError((error) => {
    throw error;
  });
  readerRoutes(app, site, url);
  return async (path) => app.request(path);
}

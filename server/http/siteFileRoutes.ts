import type { Hono } from 'hono';
import type { Artifact } from '../publish/artifact.ts';
import { makeDocument, makeEmbeddable } from '../publish/page.ts';
import type { Site } from '../publish/site.ts';
import { robotsText, sitemapXml, tabIconSvg } from '../publish/siteFiles.ts';
import type { Snapshot } from '../publish/snapshot.ts';
import { respond } from './respond.ts';

/** The small files that browsers, crawlers and people who share links ask for. */
export function siteFileRoutes(app: Hono, site: Site): void {
  const file = (path: string, make: (snapshot: Snapshot) => Artifact): void => {
    app.get(path, (context) => {
      const artifact = site.derived(path, make);
      return artifact ? respond(artifact, context.req.raw) : context.notFound();
    });
  };

  file('/robots.txt', (snapshot) => makeDocument(robotsText(snapshot), 'text/plain; charset=utf-8'));
  file('/sitemap.xml', (snapshot) => makeDocument(sitemapXml(snapshot), 'application/xml; charset=utf-8'));
  file('/favicon.svg', (snapshot) => makeEmbeddable(tabIconSvg(snapshot), 'image/svg+xml', 60));
  app.get('/favicon.ico', (context) => context.redirect('/favicon.svg'));

  app.get('/card.png', async (context) => respond(await site.card(), context.req.raw));
}

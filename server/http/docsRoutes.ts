import type { Hono } from 'hono';
import { makeApiDocs } from '../publish/apiDocs.ts';
import { routeHeaders } from '../publish/routeHeaders.ts';
import type { Site } from '../publish/site.ts';
import { apiDocs } from './manage/apiDocs.ts';
import { describeApi } from './manage/openApi.ts';
import { operations } from './manage/operations.ts';
import { respond } from './respond.ts';

const descriptionHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'public, max-age=300',
  ...routeHeaders.open,
};

/** The manage API described, for programs and for people. */
export function docsRoutes(app: Hono, site: Site, url: string): void {
  const description = describeApi(operations, url);
  const json = JSON.stringify(description, null, 2);
  const docs = apiDocs(JSON.parse(json));
  app.get('/openapi.json', () => new Response(json, { headers: descriptionHeaders }));
  app.get('/docs', (context) => {
    const made = site.derived('docs', ({ page }) => makeApiDocs(docs, page, site.assets));
    return respond(made ?? site.current.notFound, context.req.raw);
  });
}

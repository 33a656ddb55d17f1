import type { Hono } from 'hono';
import { type ApiDocs, makeApiDocs } from '../publish/apiDocs.ts';
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
  let described: { readonly json: string; readonly docs: ApiDocs } | null = null;
  /** Made when somebody asks: it takes a tenth of a second, for which no start waits. */
  const describe = () => {
    if (described === null) {
      const json = JSON.stringify(describeApi(operations, url), null, 2);
      described = { json, docs: apiDocs(JSON.parse(json)) };
    }
    return described;
  };
  app.get('/openapi.json', () => new Response(describe().json, { headers: descriptionHeaders }));
  app.get('/docs', (context) => {
    const made = site.derived('docs', ({ page }) => makeApiDocs(describe().docs, page, site.assets));
    return respond(made ?? site.current.notFound, context.req.raw);
  });
}

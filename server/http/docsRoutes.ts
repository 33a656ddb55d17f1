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
  let described: ReturnType<typeof describe> | null = null;
  /** When somebody asks for it first: no start waits for it. */
  const once = () => {
    described ??= describe(url);
    return described;
  };
  app.get('/openapi.json', async () => new Response((await once()).json, { headers: descriptionHeaders }));
  app.get('/docs', async (context) => {
    const { docs } = await once();
    const made = site.derived('docs', ({ page }) => makeApiDocs(docs, page, site.assets));
    return respond(made ?? site.current.notFound, context.req.raw);
  });
}

async function describe(url: string): Promise<{ readonly json: string; readonly docs: ApiDocs }> {
  const json = JSON.stringify(await describeApi(operations, url), null, 2);
  return { json, docs: apiDocs(JSON.parse(json)) };
}

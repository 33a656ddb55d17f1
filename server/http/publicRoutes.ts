import type { Hono } from 'hono';
import { isId } from '../domain/id.ts';
import { isMonth } from '../domain/months.ts';
import type { Artifact } from '../publish/artifact.ts';
import type { LedgerFormat, Site } from '../publish/site.ts';
import { subscribePage } from '../publish/subscribePages.ts';
import { jsonNotFound } from './jsonNotFound.ts';
import { respond } from './respond.ts';

/** What anybody may read. */
export function publicRoutes(app: Hono, site: Site): void {
  const answer = (artifact: Artifact | null, request: Request): Response =>
    artifact ? respond(artifact, request) : respond(site.current.notFound, request, 404);

  const history = async (page: string | undefined, request: Request): Promise<Response> => {
    const number = historyPageNumber(page);
    return answer(number === null ? null : await site.history(number), request);
  };
  /** With a query as on a Statuspage, where such links come from. */
  app.get('/history', ({ req }) => history(req.query('page'), req.raw));
  app.get('/history/:page', ({ req }) => history(req.param('page'), req.raw));

  app.get('/incidents/:id', async (context) => {
    const id = context.req.param('id');
    const page = isId(id) ? await site.report(id) : null;
    const elsewhere = page || !isId(id) ? null : await site.mergedReport(id);
    return elsewhere ? respond(elsewhere, context.req.raw, 308) : answer(page, context.req.raw);
  });

  app.get('/uptime', async (context) => answer(await site.uptime(), context.req.raw));

  const ledger = async (
    id: string,
    month: string | null,
    format: LedgerFormat | null,
    request: Request,
  ): Promise<Response> => {
    const valid = isId(id) && format !== null && (month === null || isMonth(month));
    return answer(valid ? await site.ledger(id, month, format) : null, request);
  };
  app.get('/uptime/:file', ({ req }) => {
    const [id, format] = splitFormat(req.param('file'));
    return ledger(id, null, format, req.raw);
  });
  app.get('/uptime/:id/:month', ({ req }) => {
    const [month, format] = splitFormat(req.param('month'));
    return ledger(req.param('id'), month, format, req.raw);
  });

  app.get('/subscribe', ({ req }) => answer(subscribePage(site), req.raw));

  app.get('/:file{logo-[0-9a-f]+\\.[a-z]+}', (context) => {
    const { logo } = site.current;
    return answer(logo?.path === context.req.path ? logo.artifact : null, context.req.raw);
  });

  app.get('/assets/:name', ({ req }) => answer(site.assets.scripts.get(req.path) ?? null, req.raw));

  app.notFound(({ req }) =>
    req.path.startsWith('/api/') ? jsonNotFound() : respond(site.current.notFound, req.raw, 404),
  );
}

/** Pages of the history are counted from 1; null when this is no number of one. */
export function historyPageNumber(page = '1'): number | null {
  return /^[1-9]\d{0,2}$/.test(page) ? Number(page) : null;
}

function splitFormat(file: string): [name: string, format: LedgerFormat | null] {
  const [name = '', extension, ...rest] = file.split('.');
  if (extension === undefined) return [name, 'html'];
  if (rest.length === 0 && (extension === 'json' || extension === 'csv')) return [name, extension];
  return [name, null];
}

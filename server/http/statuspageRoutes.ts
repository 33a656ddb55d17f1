import type { Hono } from 'hono';
import { isId } from '../domain/id.ts';
import type { Artifact } from '../publish/artifact.ts';
import type { Site } from '../publish/site.ts';
import { historyAnswer } from '../publish/statuspage/history.ts';
import { type IncidentShape, oneIncident } from '../publish/statuspage/oneIncident.ts';
import { jsonNotFound } from './jsonNotFound.ts';
import { historyPageNumber } from './publicRoutes.ts';
import { respond } from './respond.ts';

/**
 * What of Statuspage's public API v2 is not always ready, at the root of the origin, where its clients look for it, and the two older addresses
 * that some still read. Comes before the pages, which share `/history` and `/incidents` with it.
 */
export function statuspageRoutes(app: Hono, site: Site): void {
  const answer = (artifact: Artifact | null, request: Request): Response =>
    artifact ? respond(artifact, request) : jsonNotFound();

  const incident = async (file: string, shape: IncidentShape, request: Request): Promise<Response> => {
    const id = file.slice(0, -'.json'.length);
    if (!isId(id)) return jsonNotFound();
    const found = await oneIncident(site, id, shape);
    if (found) return respond(found, request);
    const elsewhere = await site.mergedReport(
      id,
      shape === 'wrapped' ? '/api/v2/incidents/' : '/incidents/',
      '.json',
    );
    return elsewhere ? respond(elsewhere, request, 308) : jsonNotFound();
  };
  app.get('/api/v2/incidents/:file{.+\\.json}', ({ req }) => incident(req.param('file'), 'wrapped', req.raw));
  app.get('/incidents/:file{.+\\.json}', ({ req }) => incident(req.param('file'), 'bare', req.raw));

  app.get('/history', async ({ req }, next) => {
    if (!prefersJson(req.header('accept') ?? '')) return next();
    const number = historyPageNumber(req.query('page'));
    return answer(number === null ? null : await historyAnswer(site, number), req.raw);
  });

  /** What a browser asks before a request that is not simple, such as one with a header of its own. */
  app.options('/api/v2/*', () => new Response(null, { status: 204, headers: preflight }));
}

const preflight = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
};

/** Browsers accept HTML by name, or anything; who wants JSON names it and does not prefer HTML. */
function prefersJson(accept: string): boolean {
  return quality(accept, 'application/json') > quality(accept, 'text/html');
}

/** How much a media type is wanted that is named itself, from 0 to 1 (RFC 9110, 12.5.1). */
function quality(accept: string, type: string): number {
  for (const part of accept.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}

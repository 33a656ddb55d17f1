import type { Hono } from 'hono';
import type { Site } from '../publish/site.ts';
import { lastBadge } from './badgeRoutes.ts';
import { respond } from './respond.ts';
import { unavailableResponse } from './unavailable.ts';

/** Routes that need nothing published, and tell of a missing database by themselves. */
const independent = /^\/(admin|v1|healthz|readyz|metrics|openapi\.json)(\/|$)/;

/**
 * Answers with what an earlier process published, until this one can read the database: bytes by their path. Nothing
 * is made up: what is not there is not available, which never means that there is nothing.
 */
export function serveLast(site: Site, routes: Hono['fetch']): Hono['fetch'] {
  return (request, ...context) => {
    if (!site.isServingLast) return routes(request, ...context);
    const { pathname, search } = new URL(request.url);
    if (independent.test(pathname)) return routes(request, ...context);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const last = isRead ? (site.last(pathname + search) ?? lastBadge(site, pathname)) : null;
    return last ? respond(last, request) : unavailableResponse(site, request);
  };
}

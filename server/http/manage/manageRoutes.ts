import type { Hono } from 'hono';
import { roles } from '../../domain/access.ts';
import type { Log } from '../../log.ts';
import { Entrance } from '../access/entrance.ts';
import type { ManageBackend } from './backend.ts';
import { KeyedRequests } from './keyedRequests.ts';
import { notBuilt } from './notBuilt.ts';
import type { Access, Operation } from './operation.ts';
import { operations } from './operations.ts';
import { RateLimit } from './rateLimit.ts';
import { refusalResponse } from './refused.ts';
import { type Manage, openGates, serve } from './serve.ts';

const base = '/v1';
const accesses: readonly Access[] = [...roles, 'member', 'anybody'];

/** The manage API. */
export function manageRoutes(app: Hono, backend: ManageBackend, log: Log): void {
  const manage = {
    backend,
    log,
    entrance: new Entrance(backend, log),
    keyed: new KeyedRequests(backend),
    limit: new RateLimit(),
    gates: openGates(),
  };
  serveOperations(app, operations, manage);
  for (const { part, sentence } of notBuilt) {
    for (const path of [part, part.replace(/\/\*$/, '.json')]) {
      app.all(`${base}/${path}`, () => {
        const refusal = { fault: 'not_built', code: 'path.not_built', message: sentence } as const;
        return refusalResponse(refusal, backend.newId());
      });
    }
  }
  app.all('/v1/*', () => {
    const refusal = {
      fault: 'not_found',
      code: 'path.unknown',
      message: 'There is nothing at this path. /openapi.json lists all paths.',
    } as const;
    return refusalResponse(refusal, backend.newId());
  });
}

/** Serves each of them, with and without `.json`. Throws when one does not say who may do it. */
export function serveOperations(app: Hono, all: readonly Operation[], manage: Manage): void {
  for (const operation of all) {
    if (!accesses.includes(operation.role))
      throw new Error(`${operation.method} ${operation.path} has no role`);
    const path = base + operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    // A parameter at the end takes `.json` with it, and is freed of it later; a file has its own ending.
    const paths = /(:\w+|\.\w+)$/.test(path) ? [path] : [path, `${path}.json`];
    app.on(operation.method, paths, (context) => serve(context, operation, manage));
  }
}

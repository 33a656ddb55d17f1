import type { Hono } from 'hono';
import type { Artifact } from '../publish/artifact.ts';
import type { Site } from '../publish/site.ts';
import { makeAnswer } from '../publish/statuspage/answer.ts';
import { documents } from '../publish/statuspage/documents.ts';
import { respond } from './respond.ts';

/** What everybody asks for all the time and nothing has to be read for: the current artifact, by its path. */
type ReadyArtifacts = ReadonlyMap<string, () => Artifact | null>;

/** The page and Statuspage's documents. */
export function readyArtifacts(site: Site): ReadyArtifacts {
  const ready = new Map<string, () => Artifact | null>([['/', () => site.home]]);
  for (const [path, document] of Object.entries(documents)) {
    ready.set(path, () => site.derived(path, (snapshot) => makeAnswer(document(snapshot))));
  }
  return ready;
}

/** For requests that are answered by the routes: those with a query, or asked within this process. */
export function readyRoutes(app: Hono, ready: ReadyArtifacts): void {
  for (const [path, current] of ready) {
    app.get(path, (context) => {
      const artifact = current();
      return artifact ? respond(artifact, context.req.raw) : context.notFound();
    });
  }
}

/** What can be sent for this target without asking the routes; null where they are to be asked. */
export function readyAt(site: Site, ready: ReadyArtifacts, target: string): Artifact | null {
  const current = ready.get(target);
  if (current === undefined || site.isServingLast) return null;
  try {
    return current();
  } catch {
    // The routes come to the same error, and tell of it.
    return null;
  }
}

import { renderUnconfirmed, unconfirmedSlot } from '../../web/page/unconfirmed.tsx';
import { type Artifact, makeArtifact, type Representation } from './artifact.ts';
import type { PublicPage } from './snapshot.ts';

type Mark = { readonly line: string; readonly header: string; readonly marked: WeakMap<Artifact, Artifact> };

/**
 * Whether what is published may be out of date without our knowing it. Then pages say when they were last confirmed,
 * and everything else says it in the header `Last-Confirmed`, with the same bytes. Marked once, not for each reader.
 */
export class Doubt {
  #mark: Mark | null = null;

  get is(): boolean {
    return this.#mark !== null;
  }

  /** What is published is right, as far as we know. */
  end(): void {
    this.#mark = null;
  }

  /** It was last confirmed at this instant, ms UTC. */
  begin(page: Pick<PublicPage, 'language' | 'timeZone'>, confirmedAt: number, now: number): void {
    const line = renderUnconfirmed(page, confirmedAt, now);
    if (this.#mark?.line === line) return;
    this.#mark = { line, header: new Date(confirmedAt).toUTCString(), marked: new WeakMap() };
  }

  /** The artifact as it is to be served now. */
  marked(artifact: Artifact): Artifact {
    if (this.#mark === null) return artifact;
    const { line, header, marked } = this.#mark;
    const known = marked.get(artifact);
    if (known) return known;
    const made = mark(artifact, line, header);
    marked.set(artifact, made);
    return made;
  }
}

function mark(artifact: Artifact, line: string, lastConfirmed: string): Artifact {
  const { bytes, headers } = artifact.identity;
  if (headers['content-type']?.startsWith('text/html')) {
    const html = Buffer.from(bytes).toString('utf8').replace(unconfirmedSlot, line);
    return makeArtifact(html, { ...headers, 'last-confirmed': lastConfirmed });
  }
  const telling = (one: Representation): Representation => ({
    ...one,
    headers: { ...one.headers, 'last-confirmed': lastConfirmed },
  });
  return { identity: telling(artifact.identity), gzip: telling(artifact.gzip), br: telling(artifact.br) };
}

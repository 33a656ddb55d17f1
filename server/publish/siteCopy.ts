import { setImmediate } from 'node:timers/promises';
import { cardPath, docsPath, openApiPath } from '../../web/page/paths.ts';
import { publishedPaths } from './published.ts';
import type { Site } from './site.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a copy of the site goes: files by their name, such as `history/index.html`. */
export type SiteDestination = {
  /** Puts a file there, whole or not at all; false when it is there already. */
  put(name: string, file: SiteFile): Promise<boolean>;
  /** Removes what earlier copies put there and is not among `names`. Resolves to how many. */
  removeOthers(names: ReadonlySet<string>): Promise<number>;
};

/** A place holds something else than a copy of the site, or cannot be one. The message says what to do. */
export class NotASiteCopy extends Error {
  override readonly name = 'NotASiteCopy';
}

export type SiteFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly headers: Headers };

export type SiteCopyOptions = {
  readonly site: Site;
  /** What is answered to any reader at a path. Rejects when it cannot be made. */
  readonly read: (path: string) => Promise<Response>;
  readonly destination: SiteDestination;
  /** Gives up: rejects with its reason. */
  readonly signal?: AbortSignal;
  /** After each file: how many are done, of how many that are known by then. */
  readonly onProgress?: (done: number, known: number) => void;
};

export type SiteCopied = { readonly files: number; readonly written: number; readonly removed: number };

/** Copies what readers ask for all the time: what is published at each moment. Removes nothing. */
export async function copyCurrent(options: SiteCopyOptions): Promise<void> {
  const copy = new SiteCopy(options);
  await copy.putAll(currentPaths(options.site));
}

/**
 * Copies the whole site: what is published, and all that its pages lead to. What is published meanwhile goes first.
 * What is gone is removed at the end, and only when nothing failed: an error never takes a page away.
 */
export async function copySite(options: SiteCopyOptions): Promise<SiteCopied> {
  const { site, destination, onProgress } = options;
  const copy = new SiteCopy(options);
  let current = site.current;
  await copy.put('404.html', {
    bytes: current.notFound.identity.bytes,
    headers: new Headers(current.notFound.identity.headers),
  });
  const paths = new Set(currentPaths(site));
  let done = 0;
  for (const path of paths) {
    if (site.current !== current) {
      current = site.current;
      for (const found of await copy.putAll(currentPaths(site))) paths.add(found);
    }
    for (const found of await copy.putPath(path)) paths.add(found);
    done += 1;
    onProgress?.(done, paths.size);
  }
  const removed = await destination.removeOthers(copy.names);
  return { files: copy.names.size, written: copy.written, removed };
}

class SiteCopy {
  readonly names = new Set<string>();
  written = 0;
  readonly #options: SiteCopyOptions;

  constructor(options: SiteCopyOptions) {
    this.#options = options;
  }

  async putAll(paths: Iterable<string>): Promise<string[]> {
    const found: string[] = [];
    for (const path of paths) found.push(path, ...(await this.putPath(path)));
    return found;
  }

  /** Copies what is at `path`, if there is something, and finds the paths that it leads to. */
  async putPath(path: string): Promise<string[]> {
    const { read, signal } = this.#options;
    signal?.throwIfAborted();
    await setImmediate();
    const response = await read(path);
    if (response.status !== 200) return [];
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    await this.put(isPage ? `${path}/index.html` : path, { bytes, headers: response.headers });
    return isPage ? [...linksIn(Buffer.from(bytes).toString('utf8')), ...besides(path)] : [];
  }

  async put(path: string, file: SiteFile): Promise<void> {
    const name = path.replace(/^\/+/, '');
    this.names.add(name);
    if (await this.#options.destination.put(name, file)) this.written += 1;
  }
}

/** What is published, and what else stands at addresses that no page leads to. */
function currentPaths({ current: { snapshot }, assets }: Site): Set<string> {
  return new Set([
    ...publishedPaths(snapshot, assets),
    ...assets.scripts.keys(),
    cardPath,
    ...['/badge', ...componentIds(snapshot).map((id) => `/badge/${id}`)].flatMap((badge) => [
      `${badge}.svg`,
      `${badge}.json`,
    ]),
    docsPath,
    openApiPath,
  ]);
}

function componentIds({ sections }: Snapshot): string[] {
  return sections.flatMap((section) =>
    section.kind === 'group' ? section.components.map(({ id }) => id) : [section.component.id],
  );
}

/** Addresses of ours that a page links to. Words of people cannot be among them: their links are absolute. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/ (?:href|src)="(\/[^"#?]*)/g)].flatMap(([, path]) =>
    path !== undefined && isPlain(path) ? [path] : [],
  );
}

/** Whether it can be the name of a file everywhere, and never one outside. */
function isPlain(path: string): boolean {
  return path === '/' || /^(\/[a-z0-9_-][a-z0-9._-]*)+$/i.test(path);
}

/** What programs read beside a page. */
function besides(path: string): string[] {
  return /^\/incidents\/[a-z0-9]+$/.test(path) ? [`${path}.json`, `/api/v2${path}.json`] : [];
}

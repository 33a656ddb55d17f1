import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type AdminFiles, readAdminFiles } from './adminFiles.ts';
import { type Artifact, makeArtifact } from './artifact.ts';
import { routeHeaders } from './routeHeaders.ts';
import type { PublicPage } from './snapshot.ts';

/**
 * The style that every page carries inside, the script that adds to it, and the staff's application. Built by
 * `npm run build`.
 */
export type Assets = {
  readonly css: string;
  /** For the Content-Security-Policy: the one style that may apply. */
  readonly cssHash: string;
  /** The same for the documentation of the API. */
  readonly docs: { readonly css: string; readonly cssHash: string };
  /** Path with the hash of its content, so that it can be cached for ever. */
  readonly scriptUrl: string;
  /** The same of the script that offers notifications, where people subscribe. */
  readonly pushScriptUrl: string;
  /** Scripts by their path. */
  readonly scripts: ReadonlyMap<string, Artifact>;
  /** What a browser keeps to show notifications. */
  readonly pushWorker: Artifact;
  /** The script of `/embed.js`, which reads its words from `words` and its style from `look`. */
  readonly embed: string;
  readonly admin: AdminFiles;
};

/** Reads the built assets below the package's root. Throws when they have not been built. */
export function readAssets(packageRoot: string): Assets {
  const built = (name: string): string =>
    readFileSync(path.join(packageRoot, `dist/assets/page/${name}.js`), 'utf8');
  const page = makeScript('page', built('enhance'));
  const push = makeScript('push', built('push'));
  const embed = readFileSync(path.join(packageRoot, 'dist/assets/embed/embed.js'), 'utf8');
  return {
    ...readStyle(packageRoot, 'page'),
    docs: readStyle(packageRoot, 'docs'),
    scriptUrl: page.url,
    pushScriptUrl: push.url,
    scripts: new Map([page, push].map(({ url, script }) => [url, script])),
    pushWorker: makeArtifact(built('pushWorker'), {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      ...routeHeaders.worker,
    }),
    embed,
    admin: readAdminFiles(packageRoot),
  };
}

function makeScript(name: string, source: string): { readonly url: string; readonly script: Artifact } {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 12);
  const script = makeArtifact(source, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    ...routeHeaders.asset,
  });
  return { url: `/assets/${name}-${hash}.js`, script };
}

/** The same with the colours that the page has chosen for its links and the focus. */
export function withAccent(
  assets: Assets,
  page: Pick<PublicPage, 'accentColor' | 'accentColorDark'>,
): Assets {
  const accent = (color: string | null, media: string): string =>
    color === null ? '' : `@media ${media}{:root{--link:${color};--focus:${color}}}`;
  const light = accent(page.accentColor, 'not screen,(prefers-color-scheme:light)');
  const dark = accent(page.accentColorDark, 'screen and (prefers-color-scheme:dark)');
  return { ...assets, ...hashed(assets.css + light + dark) };
}

function readStyle(packageRoot: string, name: string): { readonly css: string; readonly cssHash: string } {
  return hashed(readFileSync(path.join(packageRoot, `dist/assets/style/${name}.css`), 'utf8').trim());
}

function hashed(css: string): { readonly css: string; readonly cssHash: string } {
  return { css, cssHash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}

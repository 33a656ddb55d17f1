import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tabIconPath } from '../../web/page/paths.ts';
import { type Artifact, makeArtifact } from './artifact.ts';
import { adminBounds, adminMailBounds, routeHeaders } from './routeHeaders.ts';

/** The staff's application as the browser loads it. Built by `npm run build`. */
export type AdminFiles = {
  /** The page in which it runs. */
  readonly document: Artifact;
  /** An empty document, into which it puts a mail that it shows. */
  readonly mail: Artifact;
  /** A built file by its name, which has the hash of its content; null when this version has none of that name. */
  file(name: string): Artifact | null;
};

/** What is read of esbuild's account of a build (https://esbuild.github.io/api/#metafile). Paths are the package's. */
type Build = {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly entryPoint?: string;
        readonly cssBundle?: string;
        readonly imports: readonly { readonly path: string; readonly kind: string }[];
      }
    >
  >;
};

const folder = 'dist/assets/admin';
const entryPoint = 'web/admin/main.tsx';
/** These files are made once for a version, so time does not matter. */
const bestQuality = 11;
/** The style of the public page, in which the application shows what will be published. */
const pageStyle = 'web/style/reports.css';
const filesPath = '/admin/assets';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/**
 * Reads the built application below the package's root into memory, so that a later build takes nothing away from a
 * running process. Each file is compressed when it is first asked for. Throws when it has not been built.
 */
export function readAdminFiles(packageRoot: string): AdminFiles {
  const build = readBuild(packageRoot);
  const sources = new Map(
    Object.keys(build.outputs).map((output) => [
      path.posix.basename(output),
      { text: readFileSync(path.join(packageRoot, output), 'utf8'), headers: fileHeaders(output) },
    ]),
  );
  const made = new Map<string, Artifact>();
  return {
    document: makeArtifact(documentOf(build), documentHeaders),
    mail: makeArtifact('<!doctype html><html lang="en"><title>Mail</title></html>\n', mailHeaders),
    file(name) {
      const source = sources.get(name);
      if (!source) return null;
      const artifact = made.get(name) ?? makeArtifact(source.text, source.headers, bestQuality);
      made.set(name, artifact);
      return artifact;
    },
  };
}

function readBuild(packageRoot: string): Build {
  const file = path.join(packageRoot, folder, 'build.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} cannot be read: run \`npm run build\` to build the staff's application`, {
      cause,
    });
  }
}

/** Loads the entry, and beside it at once what the entry imports. Rooms follow when they are entered. */
function documentOf({ outputs }: Build): string {
  const builtFrom = (source: string): string => {
    const built = Object.keys(outputs).find((output) => outputs[output]?.entryPoint === source);
    if (built === undefined) throw new Error(`the build in ${folder} is not of ${source}`);
    return built;
  };
  const entry = builtFrom(entryPoint);
  const loaded = new Set([entry]);
  for (const output of loaded) {
    for (const { path: imported, kind } of outputs[output]?.imports ?? []) {
      if (kind === 'import-statement') loaded.add(imported);
    }
  }
  loaded.delete(entry);
  const address = (output: string): string => `${filesPath}/${path.posix.basename(output)}`;
  const style = outputs[entry]?.cssBundle;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
    `<title>Candor</title><link rel="icon" href="${tabIconPath}">`,
    style === undefined ? '' : `<link rel="stylesheet" href="${address(style)}">`,
    `<meta name="page-style" content="${address(builtFrom(pageStyle))}">`,
    ...[...loaded].map((chunk) => `<link rel="modulepreload" href="${address(chunk)}">`),
    `<script type="module" src="${address(entry)}"></script></head>`,
    '<body><div id="app"></div><noscript><p>The staff’s application needs JavaScript. ',
    'Turn it on and load this page again. The <a href="/">status page</a> works without it.</p></noscript>',
    '</body></html>\n',
  ].join('');
}

const documentHeaders = {
  'content-type': 'text/html; charset=utf-8',
  // Asked for again each time, so that after an upgrade nobody works with the files of the version before.
  'cache-control': 'no-cache',
  ...adminBounds,
};

/** Mails are styled element by element, which the application itself may not be. */
const mailHeaders = { ...documentHeaders, ...adminMailBounds };

function fileHeaders(output: string): Record<string, string> {
  const type = contentTypes[path.extname(output)];
  if (type === undefined) throw new Error(`${output} is of a kind that is not served`);
  return {
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
    ...routeHeaders.asset,
  };
}

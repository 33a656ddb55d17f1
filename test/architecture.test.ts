import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

type Source = {
  readonly file: string;
  readonly code: string;
  readonly imports: readonly string[];
  /** Those of `imports` that are still there when it runs. */
  readonly loads: readonly string[];
};

/** Every source file below `server/` and `web/`, with what it imports as paths from the root or package names. */
const sources: Source[] = ['server', 'web'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const file = path.posix.join(folder, name);
      const code = withoutComments(readFileSync(path.join(root, file), 'utf8'));
      return { file, code, imports: importsOf(file, code), loads: importsOf(file, withoutTypes(code)) };
    }),
);

/** Where each room may look. Its own folder is always allowed; a name without a slash is a package. */
const allowed: Readonly<Record<string, readonly RegExp[]>> = {
  'server/domain/': [],
  'server/text/': [/^server\/domain\//, /^(marked|sanitize-html)$/],
  'server/statuspageImport/': [
    /^server\/(domain\/|text\/|derivedId\.ts)/,
    /^zod$/,
    /^node:timers\/promises$/,
  ],
  'server/store/': [
    /^server\/domain\//,
    /^server\/packageRoot\.ts$/,
    /^(node:|drizzle-orm|better-sqlite3|pg)/,
  ],
  'server/publish/': [
    /^server\/(domain\/|bucket\.ts|clock\.ts|gate\.ts|thread\.ts)/,
    /^web\/page\//,
    /^(@resvg\/resvg-wasm|uqr)$/,
    /^node:/,
  ],
  'server/notify/': [
    /^server\/(domain|jobs|publish|store|text)\//,
    /^server\/(clock|config|derivedId|dkimKey|personalLink|thread|vapidKeys|webhookSignature)\.ts$/,
    /^web\/page\/(words\/|statusShapes\.ts$)/,
    /^(nodemailer|ipaddr\.js|web-push|node:)/,
  ],
  'server/backup/': [/^server\/(domain|store)\//, /^server\/(bucket|clock)\.ts$/, /^node:/],
  'server/jobs/': [/^server\/(domain\/|clock\.ts)/, /^node:timers\/promises$/],
  'server/health/': [/^server\/(domain\/|clock\.ts)/, /^prom-client$/, /^node:/],
  'server/http/': [
    /^server\/(domain|health|publish|statuspageImport|text)\//,
    /^server\/(gate|log|personalLink|secret)\.ts$/,
    /^server\/notify\/channels?\.ts$/,
    /^(hono|@hono\/node-server|zod)$/,
    /^node:/,
  ],
  'web/page/': [/^server\/publish\/snapshot\.ts$/, /^server\/domain\//, /^preact/],
  'web/admin/': [
    /^server\/(domain|http\/manage|statuspageImport)\//,
    /^web\/page\/(statusShapes|iconShapes)\.tsx?$/,
    /^web\/style\//,
    /^(preact|preact-iso|@preact\/signals|zod)($|\/)/,
  ],
};

function filesOf(room: string): Source[] {
  return sources.filter(({ file }) => file.startsWith(room));
}

describe('imports go one way', () => {
  test.each(Object.entries(allowed))('%s looks only where it may', (room, patterns) => {
    const files = filesOf(room);
    expect(files.length).toBeGreaterThan(0);
    const strays = files.flatMap(({ file, imports }) =>
      imports
        .filter((target) => !target.startsWith(room) && !patterns.some((pattern) => pattern.test(target)))
        .map((target) => `${file} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test('only the store knows the database', () => {
    const strays = sources.filter(
      ({ file, imports }) =>
        !file.startsWith('server/store/') &&
        imports.some((target) => /^(drizzle-orm|better-sqlite3|pg)($|\/)/.test(target)),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  test('what is built for browsers takes no more than types from the manage API, and nobody takes from it', () => {
    const strays = sources.flatMap(({ file, imports, loads }) => {
      const isAdmin = file.startsWith('web/admin/');
      const wrong = isAdmin
        ? loads.filter((target) => /^(server\/(http|statuspageImport)\/|zod$)/.test(target))
        : imports.filter((target) => target.startsWith('web/admin/'));
      return wrong.map((target) => `${file} imports ${target}`);
    });
    expect(strays).toEqual([]);
  });

  test('only the application and the command line wire', () => {
    const wires = sources.filter(({ imports }) => imports.includes('server/http/app.ts'));
    expect(wires.map(({ file }) => file)).toEqual(['server/application.ts']);
  });
});

describe('purity', () => {
  const impure = {
    'the clock': /Date\.now\b|new Date\(\)|performance\.now|process\.hrtime/,
    randomness: /Math\.random|(?<!world\.)randomBytes\(|randomUUID|randomInt|getRandomValues/,
    'the environment': /process\.env\b/,
  };

  test.each(Object.entries(impure))('only main.ts reads %s', (_, pattern) => {
    const readers = sources.filter(({ file, code }) => file.startsWith('server/') && pattern.test(code));
    expect(readers.map(({ file }) => file).filter((file) => file !== 'server/main.ts')).toEqual([]);
  });

  test('the domain neither waits nor talks to anything', () => {
    const strays = filesOf('server/domain/').filter(({ code }) =>
      /\basync\b|\bawait\b|\bPromise\b|setTimeout|setInterval|\bfetch\(|process\.|console\./.test(code),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });
});

describe('names', () => {
  test('say what is inside', () => {
    const vague = sources.filter(({ file }) =>
      /([Uu]til|[Hh]elper|[Mm]anager|[Ss]ervice|[Cc]ommon|[Mm]isc)/.test(path.basename(file)),
    );
    expect(vague.map(({ file }) => file)).toEqual([]);
  });
});

function importsOf(file: string, code: string): string[] {
  return [...code.matchAll(/(?<!')\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) =>
    target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target) : target,
  );
}

function withoutTypes(code: string): string {
  return code.replaceAll(/^(import|export) type [^;]*;/gm, '');
}

function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

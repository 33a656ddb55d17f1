import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { startServer } from '../support/candor.ts';

/** Says on the standard error what is imported. */
const hook = `import { writeSync } from 'node:fs';
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  if (found.url.includes('/node_modules/') || found.url.includes('/store/')) writeSync(2, 'imported ' + found.url + '\\n');
  return found;
}`;
const asModule = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;
const registering = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hook))});`;

test('on SQLite nothing is loaded that only PostgreSQL needs', async () => {
  const server = await startServer({
    DATA_DIR: temporaryDirectory(),
    NODE_OPTIONS: `--import=${asModule(registering)}`,
  });
  expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  server.process.kill('SIGTERM');
  const { stderr } = await server.finished;
  const imported = [...stderr.matchAll(/^imported (.*)$/gm)].map(([, url = '']) => url);
  expect(imported.filter((url) => url.includes('/better-sqlite3/'))).not.toEqual([]);
  expect(
    imported.filter((url) => /\/node_modules\/pg[/-]|\/store\/postgres|\/(node-postgres|pg-\w+)\//.test(url)),
  ).toEqual([]);
});

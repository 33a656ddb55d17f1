import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'));

// What the embedded PostgreSQL does to the process must not decide whether a run counts as passed.
test.each([
  ['fails', 'expect(1).toBe(2)', 1],
  ['passes', 'expect(1).toBe(1)', 0],
])('a run that %s after it used PostgreSQL says so by its exit code', (_, claim, code) => {
  const root = mkdtempSync(join(tmpdir(), 'candor-run-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const module = JSON.stringify(join(vitest, 'dist', 'index.js'));
  writeFileSync(
    join(root, 'one.test.mjs'),
    `import { expect, inject, test } from ${module};
test('one', async () => {
  expect((await fetch(inject('postgresServer'))).ok).toBe(true);
  ${claim};
}, 60_000);`,
  );
  const globalSetup = [resolve('test/support/postgresServer.ts')];
  writeFileSync(
    join(root, 'vitest.config.mjs'),
    `export default ${JSON.stringify({ test: { globalSetup } })};`,
  );

  const run = spawnSync(process.execPath, [join(vitest, 'vitest.mjs'), 'run', '--root', root], {
    encoding: 'utf8',
    timeout: 60_000,
  });

  expect(run.stdout).toMatch(code === 0 ? /1 passed/ : /1 failed/);
  expect(run.status).toBe(code);
});

import { configDefaults, defineConfig } from 'vitest/config';

/**
 * The engine that whole applications are on: the tests of what they do run on either, but for those of what SQLite alone
 * has, and for the fuzz run, which measures what this process computes.
 */
const dialect = process.env.TEST_DIALECT === 'postgres' ? 'postgres' : 'sqlite';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      ...(dialect === 'postgres' ? ['test/**/*.sqlite.test.ts', 'test/**/fuzz.test.ts'] : []),
    ],
    globalSetup: ['test/support/postgresServer.ts'],
    reporters: ['default', './test/support/closingLine.ts'],
    // By default one core stays free; on a machine with two that is half of it.
    maxWorkers: '100%',
    // Nothing is kept in modules that another file could see, and loading them anew for each took a minute of the run.
    isolate: false,
    // As long as a slow machine may take to draw.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    provide: { dialect },
  },
});

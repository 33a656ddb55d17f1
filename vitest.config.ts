import { defineConfig } from 'vitest/config';

/** What whole applications do is the same on both databases, so these run once more on the other one. */
const onBoth = ['test/http', 'test/jobs', 'test/notify'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/postgresServer.ts'],
    reporters: ['default', './test/support/closingLine.ts'],
    // By default one core stays free; on a machine with two that is half of it.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'sqlite', include: ['test/**/*.test.ts'], provide: { dialect: 'sqlite' } },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onBoth.map((room) => `${room}/**/*.test.ts`),
          exclude: ['**/*.sqlite.test.ts'],
          provide: { dialect: 'postgres' },
        },
      },
    ],
  },
});

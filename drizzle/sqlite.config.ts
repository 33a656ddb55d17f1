import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './server/store/sqliteTables.ts',
  out: './drizzle/sqlite',
});

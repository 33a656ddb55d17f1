import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './server/store/postgresTables.ts',
  out: './drizzle/postgres',
});

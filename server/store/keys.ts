import { eq } from 'drizzle-orm';
import type { Database } from './database.ts';

/**
 * A secret of this installation by its name. Made by `make` when there is none; of several processes that make one at
 * the same time all get the same.
 */
export async function keyNamed(database: Database, name: string, make: () => string): Promise<string> {
  const {
    query,
    tables: { keys },
  } = database;
  const read = async (): Promise<string | undefined> =>
    (await query.select().from(keys).where(eq(keys.name, name)))[0]?.value;
  const known = await read();
  if (known !== undefined) return known;
  const value = make();
  await database.commit({
    statements: [query.insert(keys).values({ name, value }).onConflictDoNothing().toSQL()],
  });
  return (await read()) ?? value;
}

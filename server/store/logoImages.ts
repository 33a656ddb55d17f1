import type { LogoImage } from '../domain/logo.ts';
import type { Database, Statement } from './database.ts';

/** The bytes of the page's logo; null when it has none. */
export async function readLogo({ query, tables: { logoImages } }: Database): Promise<LogoImage | null> {
  const [found] = await query.select().from(logoImages);
  return found ? { id: found.id, bytes: new Uint8Array(Buffer.from(found.data, 'base64')) } : null;
}

export function putLogo({ query, tables: { logoImages } }: Database, { id, bytes }: LogoImage): Statement {
  return query
    .insert(logoImages)
    .values({ id, data: Buffer.from(bytes).toString('base64') })
    .toSQL();
}

export function removeLogo({ query, tables: { logoImages } }: Database): Statement {
  return query.delete(logoImages).toSQL();
}

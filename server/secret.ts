import { createHash, timingSafeEqual } from 'node:crypto';

/** 256 random bits for URLs, headers and cookies: 43 characters of base64url. */
export function newSecret(draw: (size: number) => Uint8Array): string {
  return Buffer.from(draw(32)).toString('base64url');
}

/** What is kept of a secret: SHA-256, hex. Enough for what is random and long; passwords need scrypt. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The record that is kept for this secret, found without telling by the time how much of a guess was right. */
export function findBySecret<T extends { readonly secretHash: string }>(
  records: readonly T[],
  secret: string,
): T | undefined {
  const hash = Buffer.from(hashSecret(secret), 'hex');
  return records.find((record) => {
    const kept = Buffer.from(record.secretHash, 'hex');
    return kept.length === hash.length && timingSafeEqual(kept, hash);
  });
}

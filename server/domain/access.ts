import type { Id } from './id.ts';

/** From most to least powerful. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** A key to the manage API. The secret itself is shown once and not kept. */
export type Token = {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
};

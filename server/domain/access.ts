import type { Id } from './id.ts';

/** From most to least powerful. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

export function isAtLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(needed);
}

/** A key to the manage API. The secret itself is shown once and not kept. */
export type Token = {
  readonly id: Id;
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** The member who made it, or whose token did; null: the command line. It ends with their membership. */
  readonly memberId: Id | null;
  readonly revokedAt: number | null;
};

export function isTokenLive(token: Token, now: number): boolean {
  return token.revokedAt === null && (token.expiresAt === null || now < token.expiresAt);
}

/** A person who may sign in. Kept after the removal, so that the audit log can name them. */
export type Member = {
  readonly id: Id;
  /** In lower case; no two members who are not removed have the same. */
  readonly email: string;
  /** What they are called, plain text; null until they say it. */
  readonly name: string | null;
  readonly role: Role;
  /** With its parameters and its salt; null until they have chosen a password by their link. */
  readonly passwordHash: string | null;
  /** Names the password without telling anything of it. */
  readonly passwordSetAt: number | null;
  readonly twoFactor: TwoFactor | null;
  readonly createdAt: number;
  readonly removedAt: number | null;
};

/** One-time codes by RFC 6238. They are asked for from the moment in which a first code confirmed the set-up. */
export type TwoFactor = {
  /** Base32. */
  readonly totpSecret: string;
  readonly startedAt: number;
  readonly confirmedAt: number | null;
  /** The time step of the latest code that was taken: each code is good once, and none before it. */
  readonly lastStep: number;
  /** SHA-256 of each recovery code that has not been used, hex. */
  readonly recoveryHashes: readonly string[];
};

/** Opens one door once: making the first owner, or choosing a password. */
export type OneTimeLink = {
  readonly id: Id;
  readonly purpose: 'setup' | 'invitation' | 'password_reset';
  /** Null for the set-up. */
  readonly memberId: Id | null;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

/** How long a link can be used, ms. One that lets somebody in who has been in before is short. */
export const linkLifetimeMs: Readonly<Record<OneTimeLink['purpose'], number>> = {
  setup: 24 * 3_600_000,
  invitation: 7 * 24 * 3_600_000,
  password_reset: 3_600_000,
};

/** A browser in which a member signed in. */
export type Session = {
  readonly id: Id;
  readonly memberId: Id;
  /** SHA-256 of the secret in the cookie, hex. */
  readonly secretHash: string;
  /** When the password was last entered in it. */
  readonly confirmedAt: number;
  readonly createdAt: number;
  /** Stands for the address where it began; null when it began before this was kept. */
  readonly client: string | null;
};

/** A session ends when it is not used for so long, and in any case so long after its beginning, ms. */
const sessionIdleMs = 12 * 3_600_000;
export const sessionLifetimeMs = 14 * 24 * 3_600_000;
/** Dangerous things need the password again when it was last entered longer ago than this, ms. */
export const confirmationMs = 15 * 60_000;

export function isSessionLive(session: Session, lastUsedAt: number, now: number): boolean {
  return now < session.createdAt + sessionLifetimeMs && now < lastUsedAt + sessionIdleMs;
}

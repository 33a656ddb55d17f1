import { toBase32 } from './totp.ts';

const codesAtOnce = 10;
const codeLength = 16;

/** Ten codes of 80 random bits, for those who lose their authenticator app; written in groups of four. */
export function newRecoveryCodes(newSecret: () => string): string[] {
  return Array.from({ length: codesAtOnce }, () => {
    const code = toBase32(Buffer.from(newSecret(), 'base64url')).slice(0, codeLength).toLowerCase();
    return (code.match(/.{4}/g) ?? []).join('-');
  });
}

/** As it is hashed: however somebody types it. */
export function normalizeRecoveryCode(code: string): string {
  return code.toLowerCase().replaceAll(/[^a-z2-7]/g, '');
}

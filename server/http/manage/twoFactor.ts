import { z } from 'zod';
import { drawQrCode } from '../../publish/qrCode.ts';
import { hashSecret } from '../../secret.ts';
import { newRecoveryCodes, normalizeRecoveryCode } from '../access/recoveryCodes.ts';
import { matchingStep, toBase32, totpUri } from '../access/totp.ts';
import { attemptInSession, signedIn } from './memberDoor.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';

export const begunShape = z.object({
  secret: z.string(),
  uri: z.string(),
  qr_code: z
    .object({ size: z.int(), path: z.string() })
    .describe('`uri` as the path of an SVG, in a view box of `0 0 size size`'),
});
export const recoveryShape = z.object({ recovery_codes: z.array(z.string()) });

/** RFC 4226 asks for 160 bits. */
const secretBytes = 20;

const begin = operation({
  method: 'POST',
  path: '/session/two_factor',
  role: 'member',
  dangerous: true,
  summary: 'Begin to set up an authenticator app; nothing is asked for until a code of it is confirmed',
  answer: { status: 201, schema: begunShape },
  run: async ({ desk, door }) => {
    const { member } = signedIn(door);
    const totpSecret = toBase32(Buffer.from(door.newSecret(), 'base64url').subarray(0, secretBytes));
    const { page } = await desk.read((reads) => reads.page());
    await desk.perform({ type: 'beginTwoFactor', memberId: member.id, totpSecret });
    const uri = totpUri(totpSecret, page.name, member.email);
    return { secret: totpSecret, uri, qr_code: drawQrCode(uri) };
  },
});

const confirm = operation({
  method: 'POST',
  path: '/session/two_factor/confirm',
  role: 'member',
  dangerous: true,
  summary: 'Turn two-factor authentication on by a code; answers with the recovery codes, once',
  body: z.strictObject({ code: z.string().max(50) }),
  answer: { status: 200, schema: recoveryShape },
  run: async ({ desk, door, body }) => {
    const caller = signedIn(door);
    const { member } = caller;
    const attempt = attemptInSession(caller);
    await door.guard.attempt(attempt, desk.now);
    const twoFactor = member.twoFactor;
    const step = twoFactor && matchingStep(twoFactor.totpSecret, body.code, desk.now);
    if (twoFactor === null || step === null) {
      throw new Refused({
        fault: 'invalid',
        code: 'two_factor.wrong_code',
        message:
          'This is not the code of the authenticator app that was set up. Look at the clock of your phone.',
      });
    }
    const codes = newRecoveryCodes(door.newSecret);
    await desk.perform({
      type: 'confirmTwoFactor',
      memberId: member.id,
      startedAt: twoFactor.startedAt,
      step,
      recoveryHashes: codes.map((code) => hashSecret(normalizeRecoveryCode(code))),
    });
    await door.guard.succeeded(attempt, desk.now);
    return { recovery_codes: codes };
  },
});

const end = operation({
  method: 'DELETE',
  path: '/session/two_factor',
  role: 'member',
  summary: 'Turn two-factor authentication off',
  answer: { status: 204, schema: null },
  run: async ({ desk, door }) => {
    await desk.perform({ type: 'endTwoFactor', memberId: signedIn(door).member.id });
  },
});

export const twoFactorOperations = [begin, confirm, end];

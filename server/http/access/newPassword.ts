import { z } from 'zod';
import { isGuessable } from './guessable.ts';

/** A password that somebody chooses. Long is what matters, so nothing is asked about its characters. */
export const newPassword = z
  .string()
  .min(8, 'must have at least 8 characters')
  .max(128, 'must have at most 128 characters')
  .refine(
    (password) => password.length > 128 || !isGuessable(password),
    'is one of those that are tried first; choose another',
  );

/** A password that somebody shows. */
export const shownPassword = z.string().min(1).max(128);

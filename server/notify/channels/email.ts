import { isEmailAddress, normalizeEmail } from '../../domain/emailAddress.ts';
import type { ChannelDefinition } from '../channel.ts';

/** Mail to people who asked for it and confirmed that they did. */
export const email: ChannelDefinition = {
  id: 'email',
  name: { en: 'E-mail', de: 'E-Mail' },
  addressHint: '',
  isWritten: true,
  hearsOfComponents: false,
  isGivenUp: false,
  normalizeAddress: normalizeEmail,
  addressProblem: (address) => (isEmailAddress(address) ? null : 'must be an e-mail address'),
  showAddress: (address) => address,
  open: ({ mail }) => mail,
};

import type { AccessCommand, Command } from './command.ts';

/** What is done about members, their links and their sessions. */
export const accessCommands: ReadonlySet<Command['type']> = new Set<AccessCommand['type']>([
  'offerSetup',
  'setUp',
  'inviteMember',
  'offerPasswordReset',
  'choosePassword',
  'changePassword',
  'changeRole',
  'removeMember',
  'nameMember',
  'signIn',
  'confirmSession',
  'endSession',
  'beginTwoFactor',
  'confirmTwoFactor',
  'endTwoFactor',
  'resetTwoFactor',
]);

import { accessCommands } from './accessCommands.ts';
import type { Command } from './command.ts';

/**
 * What changes nothing that the public may see, whatever it comes to: nothing is published after it. A test does
 * random commands of every type and compares what is public before and after these.
 */
export const staffOnly: readonly Command['type'][] = [
  'addTemplate',
  'editTemplate',
  'removeTemplate',
  'saveDraft',
  'editDraft',
  'discardDraft',
  'issueToken',
  'revokeToken',
  'addSubscriber',
  'importSubscribers',
  'editSubscriber',
  'askSubscribers',
  'reactivateSubscribers',
  'unsubscribe',
  'eraseSubscriber',
  'addAlertTarget',
  'removeAlertTarget',
  'pauseAnnouncement',
  'resumeAnnouncement',
  ...accessCommands,
];

import type { Language } from './language.ts';
import type { Subscriber } from './subscriber.ts';
import type { Choices, WantedSubscriber } from './subscriberCommand.ts';

/** What somebody hears of who chose nothing: everything, at times in the page's zone. */
export function everythingIn(language: Language): Choices {
  return { scope: null, incidents: true, maintenances: true, language, timeZone: null };
}

/** Somebody of the public as they begin, in this state. */
export function newSubscriber(wanted: WantedSubscriber, state: Subscriber['state'], now: number): Subscriber {
  return {
    ...wanted,
    state,
    audience: 'public',
    createdAt: now,
    confirmedAt: state === 'active' ? now : null,
    confirmationSentAt: null,
    quarantinedAt: state === 'quarantined' ? now : null,
    quarantineReason: state === 'quarantined' ? 'Imported as quarantined.' : null,
    unsubscribedAt: state === 'unsubscribed' ? now : null,
  };
}

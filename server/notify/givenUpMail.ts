import type { Language } from '../domain/language.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { escapeHtml } from '../text/safeHtml.ts';
import type { Mail } from './mail.ts';

type Texts = {
  readonly subject: string;
  readonly lead: (host: string, problem: string) => string;
  readonly next: string;
};

const texts: Readonly<Record<Language, Texts>> = {
  en: {
    subject: 'Your webhook gets no more updates',
    lead: (host, problem) => `Your webhook at ${host} did not take our updates. The last time: ${problem}`,
    next: 'We no longer send to it. When it works again, turn it on here:',
  },
  de: {
    subject: 'Ihr Webhook erhält keine Meldungen mehr',
    lead: (host, problem) =>
      `Ihr Webhook bei ${host} hat unsere Meldungen nicht angenommen. Beim letzten Mal: ${problem}`,
    next: 'Wir senden nichts mehr dorthin. Sobald er wieder arbeitet, schalten Sie ihn hier ein:',
  },
};

/** Tells who named themselves as the contact of a webhook that it was given up, and why. */
export function writeGivenUpMail(subscriber: Subscriber, to: string, pageName: string, manage: string): Mail {
  const { id, address, language, quarantineReason, quarantinedAt } = subscriber;
  const { subject, lead, next } = texts[language];
  // The host alone: the rest of an address is often a secret.
  const said = lead(new URL(address).host, quarantineReason ?? '');
  return {
    id: `${id}.${quarantinedAt ?? 0}`,
    to,
    subject: `[${pageName}] ${subject}`,
    text: [said, `${next}\n${manage}`, `-- \n${pageName}`].join('\n\n'),
    html: [
      `<!doctype html><html lang="${language}"><body>`,
      `<p>${escapeHtml(said)}</p>`,
      `<p>${escapeHtml(next)} <a href="${escapeHtml(manage)}">${escapeHtml(pageName)}</a></p>`,
      '</body></html>',
    ].join('\n'),
    thread: null,
    unsubscribe: null,
  };
}

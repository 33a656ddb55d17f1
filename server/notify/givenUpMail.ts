import { wordsIn } from '../../web/page/words/languages.ts';
import type { Page } from '../domain/page.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Mail } from './mail.ts';
import { writeSubscriptionMail } from './personalMail.ts';

/** Tells who named themselves as the contact of a webhook that it was given up, and why. */
export function writeGivenUpMail(
  { id, address, language, quarantineReason, quarantinedAt }: Subscriber,
  { to, page, url, manage }: Readonly<Record<'to' | 'url' | 'manage', string>> & { readonly page: Page },
): Mail {
  const { lead, ...words } = wordsIn(language).messages.givenUp;
  // The host alone: the rest of an address is often a secret.
  const said = lead(new URL(address).host, quarantineReason ?? '');
  const mail = { id: `${id}.${quarantinedAt ?? 0}`, to, language, page, url, address: manage };
  return writeSubscriptionMail(mail, { ...words, lead: said });
}

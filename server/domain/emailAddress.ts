/** One mailbox, nothing that could end a header line or a log line (RFC 5321, 4.5.3.1: at most 254 characters). */
const pattern = /^[^\s@<>(),;:"\\[\]\p{Cc}]{1,64}@(?:[a-z0-9_-]{1,63}\.)*[a-z0-9-]{1,63}$/u;

/**
 * Addresses that differ only in case are one mailbox nearly everywhere, and never two people. A host in other letters
 * than a to z is written as mail servers know it: `müller.example` as `xn--mller-kva.example`.
 */
export function normalizeEmail(text: string): string {
  const email = text.trim().toLowerCase();
  const at = email.lastIndexOf('@') + 1;
  const host = email.slice(at);
  const isForeign = at > 0 && /[^\p{ASCII}]/u.test(host) && !/[\s\p{Cc}/?#@:\\]/u.test(host);
  if (!isForeign || !URL.canParse(`http://${host}`)) return email;
  return email.slice(0, at) + new URL(`http://${host}`).hostname;
}

/** Whether this is an address of e-mail; of one that is normalised. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && pattern.test(text);
}

import MailComposer from 'nodemailer/lib/mail-composer';
import { encode, wrap } from 'nodemailer/lib/qp';

/** What a mail says to everybody who gets it. */
export type Letter = {
  readonly subject: string;
  /** With `linkPlace` where the personal link belongs. */
  readonly text: string;
  readonly html: string;
};

/** No address has a NUL, and neither has any text that was let in. */
export const linkPlace = '\0';

/** A letter as MIME, but for the headers and the link that are each recipient's own. */
export type MailTemplate = { readonly before: string; readonly after: string };

/** The longest line of quoted-printable, without what says that it goes on (RFC 2045, 6.7). */
const longestLine = 75;
/** Stands for the personal headers until these are known. */
const placeId = '<personal@headers.invalid>';

/**
 * Puts a letter into MIME, which takes longer than all else that is done for a mail and is the same for all who get it.
 * `from` is as in the header.
 */
export async function composeMail(from: string, { subject, text, html }: Letter): Promise<MailTemplate> {
  const composer = new MailComposer({
    from,
    messageId: placeId,
    subject,
    text,
    html,
    // Whatever is in it: in nothing else can a link be put by its own later.
    textEncoding: 'quoted-printable',
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = String(await composer.compile().build());
  const [before = '', after = ''] = message.split(`Message-ID: ${placeId}\r\n`);
  return { before, after };
}

/** The whole message. `headers` are the personal ones; their values must be in ASCII and without line breaks. */
export function fillIn(
  { before, after }: MailTemplate,
  headers: Readonly<Record<string, string>>,
  link: string,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // A line may end anywhere when an equals sign says that it goes on. A literal `=00` would be `=3D00`, so this is a NUL.
  const softly = `=\r\n${wrap(encode(link), longestLine)}=\r\n`;
  return `${before}${lines.join('')}${after.replaceAll('=00', softly)}`;
}

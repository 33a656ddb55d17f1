import { createHmac } from 'node:crypto';

/** Webhooks are signed as in https://www.standardwebhooks.com, so that who takes them can use its libraries. */

/**
 * The secret with which one subscriber's webhooks are signed, `whsec_…`: it follows from the key of the installation
 * (`webhooks`), and is shown to them alone.
 */
export function webhookSecret(key: string, subscriberId: string): string {
  return `whsec_${createHmac('sha256', key).update(`webhook ${subscriberId}`).digest('base64')}`;
}

/** The headers by which a message proves where it comes from, and when. `at`: when it is sent, ms UTC. */
export function signatureHeaders(
  secret: string,
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const seconds = String(Math.floor(at / 1_000));
  const signature = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signature}` };
}

import { createECDH } from 'node:crypto';

/**
 * The keys by which services of web push know this installation (RFC 8292): the private one is a secret of 256 random
 * bits, and the public one follows from it. Both base64url; a browser is given the public one to subscribe with.
 */
export function vapidKeys(secret: string): { readonly publicKey: string; readonly privateKey: string } {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(secret, 'base64url'));
  return { publicKey: curve.getPublicKey('base64url'), privateKey: secret };
}

import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** With what mail is signed. */
export type Dkim = {
  /** The domain has the public key at `SELECTOR._domainkey`. */
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
};

/** The private key in a file, or what is wrong with it, as the end of a sentence about the file. */
export function readDkimKey(file: string): { readonly privateKey: string } | { readonly problem: string } {
  let privateKey: string;
  try {
    privateKey = readFileSync(file, 'utf8');
  } catch (error) {
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(privateKey);
    if (asymmetricKeyType !== 'rsa') {
      return {
        problem: `holds a key of the kind ${asymmetricKeyType}, but must hold one of RSA: with others mail would go out unsigned. Make one with: openssl genrsa -out dkim.pem 2048`,
      };
    }
    // What is shorter counts as unsigned (RFC 8301, 3.2).
    if ((asymmetricKeyDetails?.modulusLength ?? 0) < 1_024) {
      return { problem: 'holds an RSA key of less than 1,024 bits. Make one of 2,048.' };
    }
  } catch {
    return { problem: 'must hold a private RSA key in PEM, without a password.' };
  }
  return { privateKey };
}

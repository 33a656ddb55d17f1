import { targetProblem } from '../domain/webAddress.ts';
import type { AddressRules } from './channel.ts';

/**
 * Addresses on the web that are posted to. `hosts`: where alone they may be, by https; with a leading dot: any host
 * below. Null: anywhere.
 */
export function hookAddress(hosts: readonly string[] | null): Omit<AddressRules, 'addressHint'> {
  return {
    normalizeAddress(text) {
      const trimmed = text.trim();
      // A line break within an address is refused rather than taken out of it.
      return URL.canParse(trimmed) && !/[\s\p{Cc}]/u.test(trimmed) ? new URL(trimmed).href : trimmed;
    },
    addressProblem: (address) => targetProblem(address) ?? (hosts && hostProblem(address, hosts)),
    showAddress: shownHook,
  };
}

/** `hooks.slack.com …cret`: the path of such an address is a secret. */
export function shownHook(address: string): string {
  const host = URL.canParse(address) ? `${new URL(address).host} ` : '';
  return `${host}…${address.slice(-4)}`;
}

function hostProblem(address: string, hosts: readonly string[]): string | null {
  const { protocol, hostname, port } = new URL(address);
  const isThere = hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host));
  if (protocol === 'https:' && port === '' && isThere) return null;
  return `must begin with https:// and be at ${hosts.map((host) => host.replace(/^\./, '*.')).join(' or ')}`;
}

/**
 * One address for each server that an address of libpq's form names: `postgres://user:password@a:5432,b:5432/name?…`.
 * An address with one server comes back as it is; nothing when it is no such address.
 */
export function serversOf(databaseUrl: string): string[] {
  const parts = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/s.exec(databaseUrl);
  if (!parts) return [];
  const [, before = '', servers = '', after = ''] = parts;
  return servers.split(',').map((server) => `${before}${server}${after}`);
}

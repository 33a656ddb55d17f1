import type { Context } from 'hono';
import { clientAddress } from '../access/clientAddress.ts';

const longestProgram = 200;

/** From where a request came, for the audit: the address and what the program calls itself. */
export function originOf(context: Context, trustedProxies: number): string | null {
  const address = clientAddress(context, trustedProxies);
  const program = (context.req.header('user-agent') ?? '').slice(0, longestProgram);
  return [address, program].filter((part) => part !== '').join(' ') || null;
}

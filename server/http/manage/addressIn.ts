import type { Channel } from '../../domain/subscriber.ts';
import { channelNamed } from '../../notify/channels.ts';
import { invalidField } from './invalidField.ts';

/** An address of this channel as it is kept. Throws `Refused`, which names the field. */
export function addressIn(channel: Channel, text: string, field: string): string {
  const { normalizeAddress, addressProblem } = channelNamed(channel);
  const address = normalizeAddress(text);
  const problem = addressProblem(address);
  if (problem !== null) throw invalidField(field, problem);
  return address;
}

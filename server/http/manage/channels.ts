import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import { wordingIn } from '../../notify/channel.ts';
import { channelIds, channels } from '../../notify/channels.ts';
import { maybe } from './fields.ts';
import { operation } from './operation.ts';

export const channelShape = z
  .object({
    channel: z.enum(channelIds).describe('As subscribers and everything that counts them call it'),
    name: z.string(),
    is_written: z.boolean().describe('Staff can add an address; else readers subscribe by themselves'),
    address_hint: z.string().describe('What its addresses look like; empty where that is plain'),
  })
  .meta({ id: 'Channel' });

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/channels',
  role: 'viewer',
  summary: 'The ways in which somebody can be told, in this language; that of the page when not said',
  query: z.object({ language: maybe(z.enum(languages)) }),
  answer: { status: 200, schema: z.array(channelShape) },
  run: async ({ desk, query }) => {
    const language = query.language ?? (await desk.read((reads) => reads.page())).page.language;
    return channels.map(({ id, name, isWritten, addressHint }) => ({
      channel: id,
      name: wordingIn(name, language),
      is_written: isWritten,
      address_hint: wordingIn(addressHint, language),
    }));
  },
});

export const channelOperations = [list];

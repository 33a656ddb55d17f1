import { useLive } from '../api/live.ts';
import type { Channel } from '../api/shapes.ts';
import { onPage } from '../session/session.ts';
import { language } from '../words/words.ts';

/** The ways in which somebody can be told, in the language of the interface; none until they are read. */
export function useChannels(): readonly Channel[] {
  return useLive<readonly Channel[]>(onPage(`/channels?language=${language.value}`)).answer?.body ?? [];
}

/** What each channel is called. */
export function useChannelNames(): (channel: string) => string {
  const channels = useChannels();
  return (id) => channels.find(({ channel }) => channel === id)?.name ?? '';
}

import { useEffect } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { type Live, useLive } from '../api/live.ts';
import type { Announcement, Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useChannelNames } from '../parts/channels.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { may, onPage } from '../session/session.ts';
import { printClock } from '../words/print.ts';
import { words } from '../words/words.ts';

const lookAgainMs = 2_000;

/** What subscribers are told of a report; read every two seconds as long as somebody has not been told. */
export function useAnnouncements({ id }: Incident): Live<readonly Announcement[]> {
  const live = useLive<readonly Announcement[]>(onPage(`/incidents/${id}/announcements`));
  const isUnderWay = live.answer?.body.some(isGoingOn) ?? false;
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(live.reload, lookAgainMs);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  return live;
}

function isGoingOn({ state, channels }: Announcement): boolean {
  return state === 'waiting' || channels.some(({ pending }) => pending > 0);
}

/** How far an update has been told, and what can still be done about it. */
export function Told({ incident, announcement }: { incident: Incident; announcement: Announcement }) {
  const texts = words.value.told;
  const ask = useAction(async (verb: 'cancel' | 'pause' | 'resume' | 'retry') => {
    await change('POST', onPage(`/incidents/${incident.id}/announcements/${announcement.id}/${verb}`));
    if (verb === 'cancel') notify(texts.cancelled);
  });
  const { state, channels } = announcement;
  const isPaused = announcement.paused_at !== null;
  const failed = channels.reduce((sum, channel) => sum + channel.failed, 0);
  return (
    <div class="facts">
      <p role="status">
        {isPaused
          ? texts.paused
          : state === 'waiting'
            ? texts.waiting
            : state === 'cancelled'
              ? texts.cancelled
              : null}
      </p>
      {channels.map((channel) => (
        <Reached key={channel.channel} channel={channel} />
      ))}
      {state === 'told' && channels.length === 0 && <p>{texts.nobody}</p>}
      {may('editor') && (
        <>
          {state === 'waiting' && (
            <Button busy={ask.busy} onClick={() => ask.run('cancel')}>
              {texts.cancel}
            </Button>
          )}
          {isGoingOn(announcement) && (
            <Button busy={ask.busy} onClick={() => ask.run(isPaused ? 'resume' : 'pause')}>
              {isPaused ? texts.resume : texts.pause}
            </Button>
          )}
          {failed > 0 && (
            <Button busy={ask.busy} onClick={() => ask.run('retry')}>
              {texts.retry(failed)}
            </Button>
          )}
        </>
      )}
      <ErrorText error={ask.error} />
    </div>
  );
}

/** `E-mail: 1,204 of 1,204 delivered by 14:03:40` */
function Reached({ channel }: { channel: Announcement['channels'][number] }) {
  const texts = words.value.told;
  const zone = useZone();
  const nameOf = useChannelNames();
  const { sent, pending, failed, last_at: last } = channel;
  const by = last === null ? '' : printClock(Date.parse(last), zone);
  return <p>{texts.reached(nameOf(channel.channel), sent, sent + pending + failed, by)}</p>;
}

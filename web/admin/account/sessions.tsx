import { change } from '../api/ask.ts';
import { useLive } from '../api/live.ts';
import { Refusal } from '../api/problem.ts';
import type { MemberSession } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Instant, Since } from '../parts/time.tsx';
import { words } from '../words/words.ts';

/** Where somebody is signed in, this browser first. */
export function Sessions() {
  const sessions = useLive<readonly MemberSession[]>('/sessions');
  return (
    <Loaded live={sessions}>
      {(list) => (
        <ul class="rows">
          {[...list]
            .sort(
              (a, b) => Number(b.current) - Number(a.current) || (a.last_used_at < b.last_used_at ? 1 : -1),
            )
            .map((session) => (
              <SessionRow key={session.id} session={session} onEnded={sessions.reload} />
            ))}
        </ul>
      )}
    </Loaded>
  );
}

function SessionRow({
  session: { id, current, created_at, last_used_at },
  onEnded,
}: {
  session: MemberSession;
  onEnded: () => void;
}) {
  const texts = words.value.account;
  const end = useAction(async () => {
    try {
      await change('DELETE', `/sessions/${id}`);
    } catch (error) {
      // It was done already, perhaps by the very request whose answer got lost.
      if (!(error instanceof Refusal) || error.code !== 'session.not_found') throw error;
      onEnded();
    }
    notify(texts.signedOutThere);
  });
  return (
    <li>
      <div class="what">
        {current ? texts.thisBrowser : texts.otherBrowser}
        <p class="facts">
          {texts.signedIn} <Instant at={created_at} /> · {texts.lastUsed} <Since at={last_used_at} />
        </p>
        <ErrorText error={end.error} />
      </div>
      {!current && (
        <Button busy={end.busy} onClick={() => end.run()}>
          {texts.signOutThere}
        </Button>
      )}
    </li>
  );
}

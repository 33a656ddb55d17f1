import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { useLive } from '../api/live.ts';
import type { AlertTarget } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useChannelNames } from '../parts/channels.ts';
import { Confirmation } from '../parts/confirmation.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Who of the staff is told when something is wrong with the installation. */
export function AlertTargets() {
  const live = useLive<readonly AlertTarget[]>(onPage('/alert_targets'));
  const texts = words.value.subscribers;
  return (
    <Section
      title={texts.staff}
      actions={
        <a class="button" href="/admin/subscribers?new=alert">
          {texts.addStaff}
        </a>
      }
    >
      <p>{texts.staffLead}</p>
      <Loaded live={live}>
        {(targets) =>
          targets.length === 0 ? (
            <p class="empty">{texts.noStaff}</p>
          ) : (
            <ul class="rows">
              {targets.map((target) => (
                <Target key={target.id} target={target} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function Target({ target }: { target: AlertTarget }) {
  const [isAsked, setAsked] = useState(false);
  const texts = words.value.subscribers;
  const nameOf = useChannelNames();
  const { id, channel, state, quarantine_reason, display_address: place } = target;
  const remove = useAction(async () => {
    await change('DELETE', onPage(`/alert_targets/${id}`));
    setAsked(false);
    notify(texts.staffRemoved(place));
  });
  const facts = [nameOf(channel), texts.states[state], quarantine_reason ?? ''];
  return (
    <li>
      <div class="what">
        <strong>{place}</strong>
        <p class="facts">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <Button onClick={() => setAsked(true)} label={texts.removeStaffVerb(place)}>
        {texts.removeStaff}
      </Button>
      {isAsked && (
        <Confirmation
          title={texts.removeStaff}
          action={remove}
          verb={texts.removeStaffVerb(place)}
          onClose={() => setAsked(false)}
        >
          <p>{texts.removeStaffWill}</p>
        </Confirmation>
      )}
    </li>
  );
}

import type { ComponentChildren } from 'preact';
import { useLive } from '../api/live.ts';
import { Refusal } from '../api/problem.ts';
import type { Subscriber } from '../api/shapes.ts';
import { NotFound } from '../frame/notFound.tsx';
import { Title } from '../frame/title.tsx';
import { useChannelNames } from '../parts/channels.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useEntries } from '../parts/page.ts';
import { Instant } from '../parts/time.tsx';
import { onPage } from '../session/session.ts';
import { printList } from '../words/print.ts';
import { words } from '../words/words.ts';
import { Powers } from './powers.tsx';
import { WebhookSecret } from './webhookSecret.tsx';

/** One subscriber: what they hear of, how it is with them, and what can be done about it. */
export function SubscriberPage({ id }: { id: string }) {
  const live = useLive<Subscriber>(onPage(`/subscribers/${id}`));
  if (live.error instanceof Refusal && live.error.status === 404) return <NotFound />;
  return (
    <>
      <a href="/admin/subscribers">{words.value.subscribers.toList}</a>
      <Loaded live={live}>
        {(subscriber) => (
          <>
            <Title text={subscriber.display_address ?? ''} />
            <Facts subscriber={subscriber} />
            {subscriber.mode === 'webhook' && <WebhookSecret subscriber={subscriber} />}
            <Powers subscriber={subscriber} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Facts({ subscriber }: { subscriber: Subscriber }) {
  const texts = words.value.subscribers;
  const nameOf = useChannelNames();
  const { mode, state, email, incident_id, quarantine_reason, language, time_zone } = subscriber;
  const times = (
    ['created_at', 'confirmation_sent_at', 'confirmed_at', 'quarantined_at', 'unsubscribed_at'] as const
  )
    .map((name) => ({ name, at: subscriber[name] }))
    .filter(({ at }) => at !== null);
  return (
    <dl class="plain">
      <Fact name={texts.channel}>{nameOf(mode)}</Fact>
      <Fact name={texts.state}>{texts.states[state]}</Fact>
      {quarantine_reason !== null && <Fact name={texts.reason}>{quarantine_reason}</Fact>}
      <Fact name={texts.hearsOf}>
        {incident_id === null ? (
          <Scope subscriber={subscriber} />
        ) : (
          <a href={`/admin/incidents/${incident_id}`}>{texts.oneIncident}</a>
        )}
      </Fact>
      {mode !== 'email' && email !== null && <Fact name={texts.contact}>{email}</Fact>}
      <Fact name={texts.language}>{[language, time_zone ?? ''].filter(Boolean).join(', ')}</Fact>
      {times.map(({ name, at }) => (
        <Fact key={name} name={texts.times[name]}>
          <Instant at={at ?? ''} />
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** `Incidents and maintenance of API and Website` */
function Scope({
  subscriber: { components, group_ids, incidents, maintenances },
}: {
  subscriber: Subscriber;
}) {
  const entries = useEntries().answer?.body ?? [];
  const texts = words.value.subscribers;
  const names = [...group_ids, ...components].map(
    (id) => entries.find((entry) => entry.id === id)?.name ?? texts.retired,
  );
  const kinds = [
    ...(incidents ? [words.value.rooms.incidents] : []),
    ...(maintenances ? [words.value.rooms.maintenances] : []),
  ];
  return texts.scope(printList(kinds), names.length === 0 ? null : printList(names));
}

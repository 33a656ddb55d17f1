import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useLive } from '../api/live.ts';
import type { Subscriber } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { useChannelNames, useChannels } from '../parts/channels.ts';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { addressOf, isFull, listedStates, queryOf, type Wanted, wantedIn } from './wanted.ts';

/** Those who match, by address, a page at a time. */
export function List() {
  const wanted = wantedIn(useLocation().query);
  const live = useLive<readonly Subscriber[]>(onPage(`/subscribers?${queryOf(wanted)}`));
  const texts = words.value.subscribers;
  const { page } = wanted;
  return (
    <Section title={texts.who}>
      <Filter key={addressOf(wanted)} wanted={wanted} />
      <Loaded live={live}>
        {(list) => (
          <>
            {list.length === 0 ? (
              <div class="empty">
                <p>{texts.none}</p>
                <a class="button" href="/admin/subscribers">
                  {texts.showAll}
                </a>
              </div>
            ) : (
              <ul class="rows">
                {list.map((subscriber) => (
                  <Row key={subscriber.id} subscriber={subscriber} />
                ))}
              </ul>
            )}
            {(page > 0 || isFull(list.length)) && (
              <nav class="actions" aria-label={texts.pages}>
                {page > 0 && (
                  <a class="button" href={addressOf({ ...wanted, page: page - 1 })}>
                    {texts.before}
                  </a>
                )}
                {isFull(list.length) && (
                  <a class="button" href={addressOf({ ...wanted, page: page + 1 })}>
                    {texts.next}
                  </a>
                )}
              </nav>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Row({ subscriber }: { subscriber: Subscriber }) {
  const { id, mode, state, quarantine_reason, display_address } = subscriber;
  const nameOf = useChannelNames();
  return (
    <li>
      <div class="what">
        <a href={`/admin/subscribers/${id}`}>{display_address}</a>
        <p class="facts">
          {nameOf(mode)}
          {state === 'quarantined' && quarantine_reason !== null && ` · ${quarantine_reason}`}
        </p>
      </div>
      <span>{words.value.subscribers.states[state]}</span>
    </li>
  );
}

/** Whom to look for. It goes into the address, so that it can be gone back to. */
function Filter({ wanted }: { wanted: Wanted }) {
  const [written, setWritten] = useState({ ...wanted, page: 0 });
  const { route } = useLocation();
  const channels = useChannels();
  const texts = words.value.subscribers;
  return (
    <form
      class="filter"
      onSubmit={(event) => {
        event.preventDefault();
        route(addressOf(written));
      }}
    >
      <Field label={texts.search}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={written.q}
            onInput={(event) => setWritten({ ...written, q: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={texts.channel}>
        {(control) => (
          <select
            {...control}
            value={written.channel}
            onChange={(event) => setWritten({ ...written, channel: event.currentTarget.value })}
          >
            <option value="">{texts.each}</option>
            {channels.map(({ channel, name }) => (
              <option key={channel} value={channel}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={texts.state}>
        {(control) => (
          <select
            {...control}
            value={written.state}
            onChange={(event) =>
              setWritten({ ...written, state: listedStates[event.currentTarget.selectedIndex] ?? 'all' })
            }
          >
            {listedStates.map((state) => (
              <option key={state} value={state}>
                {state === 'all' ? texts.all : texts.states[state]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="actions">
        <Button type="submit">{texts.find}</Button>
      </div>
    </form>
  );
}

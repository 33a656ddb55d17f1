import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useLive } from '../api/live.ts';
import type { AuditEntry, Member } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useEntries as useComponents, useZone } from '../parts/page.ts';
import { Instant } from '../parts/time.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { Changes } from './changes.tsx';
import { useEntries } from './entries.ts';
import { Export } from './export.tsx';
import { Filter } from './filter.tsx';
import { type Names, Sentence } from './sentence.tsx';
import { addressOf, queryOf, wantedIn } from './wanted.ts';

/** Who did what, the latest first. */
export function AuditRoom() {
  const wanted = wantedIn(useLocation().query);
  const query = queryOf(wanted, useZone());
  const address = addressOf(wanted);
  const { live, more } = useEntries(query);
  const names = useNames();
  const texts = words.value.audit;
  return (
    <>
      <Title text={words.value.rooms.audit} />
      <Filter key={address} wanted={wanted} />
      <Loaded live={live}>
        {(entries) =>
          entries.length === 0 ? (
            <div class="empty">
              <p>{texts.none}</p>
              <a class="button" href="/admin/audit">
                {texts.showAll}
              </a>
            </div>
          ) : (
            <ul class="rows">
              {entries.map((entry) => (
                <Entry key={entry.revision} entry={entry} names={names} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {more && (
        <div class="stack">
          <div>
            <Button busy={more.busy} onClick={() => more.run()}>
              {words.value.parts.more}
            </Button>
          </div>
          <ErrorText error={more.error} />
        </div>
      )}
      <Export query={query} />
      <p class="hint">
        {texts.chain} <code>candor check</code>
      </p>
    </>
  );
}

/** What members and components are called now, by id. */
function useNames(): Names {
  const members = useLive<readonly Member[]>(onPage('/members')).answer?.body ?? [];
  const components = useComponents().answer?.body ?? [];
  return new Map([
    ...members.map(({ id, name, email }) => [id, name ?? email] as const),
    ...components.map(({ id, name }) => [id, name] as const),
  ]);
}

function Entry({ entry, names }: { entry: AuditEntry; names: Names }) {
  const [isOpen, setOpen] = useState(false);
  const texts = words.value.audit;
  return (
    <li>
      <div class="what">
        <p>
          <Sentence entry={entry} names={names} />
        </p>
        <p class="facts">
          <Instant at={entry.at} />
        </p>
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{texts.details}</summary>
          {isOpen && (
            <div class="stack">
              <p class="facts">
                {texts.entry(entry.revision)}
                {entry.origin !== null && ` · ${texts.origin(entry.origin)}`}
              </p>
              <Changes changes={entry.changes} />
            </div>
          )}
        </details>
      </div>
    </li>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useZone } from '../parts/page.ts';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { isOver } from '../reports/texts.ts';
import { may, onPage } from '../session/session.ts';
import { printDay, printDuration } from '../words/print.ts';
import { words } from '../words/words.ts';

const perPage = 50;
const afterTypingMs = 300;

/** What was: the newest first, to be searched. */
export function PastIncidents() {
  const [wish, setWish] = useState('');
  const [q, setQ] = useState('');
  const texts = words.value.incidents;
  useEffect(() => {
    const timer = setTimeout(() => setQ(wish.trim()), afterTypingMs);
    return () => clearTimeout(timer);
  }, [wish]);
  return (
    <section aria-labelledby="past-incidents" class="stack">
      <h2 id="past-incidents">{texts.past}</h2>
      <Field label={texts.search}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={wish}
            onInput={(event) => setWish(event.currentTarget.value)}
          />
        )}
      </Field>
      <PastPage key={q} q={q} page={1} />
    </section>
  );
}

function PastPage({ q, page }: { q: string; page: number }) {
  const [more, setMore] = useState(false);
  const live = useLive<Incident[]>(
    onPage(`/incidents?limit=${perPage}&page=${page}${q === '' ? '' : `&q=${encodeURIComponent(q)}`}`),
  );
  return (
    <Loaded live={live}>
      {(reports) => {
        const found = reports.filter(
          (report) => report.scheduled_for === null && (q !== '' || isOver(report)),
        );
        return (
          <>
            {found.length > 0 && (
              <ul class="rows">
                {found.map((incident) => (
                  <PastIncident key={incident.id} incident={incident} />
                ))}
              </ul>
            )}
            {found.length === 0 && page === 1 && reports.length < perPage && <NonePast q={q} />}
            {reports.length === perPage &&
              (more ? (
                <PastPage q={q} page={page + 1} />
              ) : (
                <div class="actions">
                  <Button onClick={() => setMore(true)}>{words.value.parts.more}</Button>
                </div>
              ))}
          </>
        );
      }}
    </Loaded>
  );
}

function NonePast({ q }: { q: string }) {
  const texts = words.value.incidents;
  if (q !== '') return <p class="none">{texts.noneFound}</p>;
  return (
    <div class="empty">
      <p>{texts.nonePast}</p>
      {may('editor') && <a href="/admin/incidents/new">{texts.declare}</a>}
    </div>
  );
}

function PastIncident({ incident }: { incident: Incident }) {
  const zone = useZone();
  const texts = words.value.incidents;
  const began = Date.parse(incident.created_at);
  const ended = incident.resolved_at === null ? null : Date.parse(incident.resolved_at);
  return (
    <li>
      <div class="what">
        <a href={`/admin/incidents/${incident.id}`}>{incident.name}</a>
        <p class="facts">
          {printDay(began, zone)}
          {ended !== null && ended > began && ` · ${texts.lasted(printDuration(ended - began))}`}
          {` · ${words.value.impacts[incident.impact]}`}
        </p>
      </div>
      <ReportStatus status={incident.status} />
    </li>
  );
}

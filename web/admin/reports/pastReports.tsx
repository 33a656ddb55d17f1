import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useZone } from '../parts/page.ts';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { may, onPage } from '../session/session.ts';
import { printDay, printDuration } from '../words/print.ts';
import { words } from '../words/words.ts';
import { isOver, kindOf, type ReportKind, roomOf } from './texts.ts';

const perPage = 50;
const afterTypingMs = 300;

/** What was: the newest first, to be searched. */
export function PastReports({ kind }: { kind: ReportKind }) {
  const [wish, setWish] = useState('');
  const [q, setQ] = useState('');
  const texts = words.value.incidents;
  useEffect(() => {
    const timer = setTimeout(() => setQ(wish.trim()), afterTypingMs);
    return () => clearTimeout(timer);
  }, [wish]);
  return (
    <section aria-labelledby="past-reports" class="stack">
      <h2 id="past-reports">{texts.past[kind]}</h2>
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
      <PastPage key={q} kind={kind} q={q} page={1} />
    </section>
  );
}

function PastPage({ kind, q, page }: { kind: ReportKind; q: string; page: number }) {
  const [more, setMore] = useState(false);
  const live = useLive<Incident[]>(
    onPage(
      `/incidents?kind=${kind}&limit=${perPage}&page=${page}${q === '' ? '' : `&q=${encodeURIComponent(q)}`}`,
    ),
  );
  return (
    <Loaded live={live}>
      {(reports) => {
        const found = reports.filter((report) => q !== '' || isOver(report));
        return (
          <>
            {found.length > 0 && (
              <ul class="rows">
                {found.map((incident) => (
                  <PastReport key={incident.id} report={incident} />
                ))}
              </ul>
            )}
            {found.length === 0 && page === 1 && reports.length < perPage && <NonePast kind={kind} q={q} />}
            {reports.length === perPage &&
              (more ? (
                <PastPage kind={kind} q={q} page={page + 1} />
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

function NonePast({ kind, q }: { kind: ReportKind; q: string }) {
  const texts = words.value.incidents;
  if (q !== '') return <p class="none">{texts.noneFound}</p>;
  if (kind === 'maintenance') return <p class="none">{words.value.maintenances.nonePast}</p>;
  return (
    <div class="empty">
      <p>{texts.nonePast}</p>
      {may('editor') && <a href="/admin/incidents/new">{texts.declare}</a>}
    </div>
  );
}

function PastReport({ report }: { report: Incident }) {
  const zone = useZone();
  const texts = words.value.incidents;
  const kind = kindOf(report);
  const began = Date.parse(report.scheduled_for ?? report.created_at);
  const ended = report.resolved_at === null ? null : Date.parse(report.resolved_at);
  return (
    <li>
      <div class="what">
        <a href={`${roomOf[kind]}/${report.id}`}>{report.name}</a>
        <p class="facts">
          {printDay(began, zone)}
          {ended !== null && ended > began && ` · ${texts.lasted(printDuration(ended - began))}`}
          {kind === 'incident' && ` · ${words.value.impacts[report.impact]}`}
        </p>
      </div>
      <ReportStatus status={report.status} />
    </li>
  );
}

import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { Since } from '../parts/time.tsx';
import { saidNow } from '../reports/affected.ts';
import { Drafts } from '../reports/drafts.tsx';
import { PastReports } from '../reports/pastReports.tsx';
import { may, onPage } from '../session/session.ts';
import { printSince } from '../words/print.ts';
import { words } from '../words/words.ts';

/** What is open, what is drafted, and what was. */
export function IncidentList() {
  const open = useLive<Incident[]>(onPage('/incidents/unresolved'));
  const texts = words.value.incidents;
  return (
    <>
      <Title text={words.value.rooms.incidents}>
        {may('editor') && (
          <a class="button main" href="/admin/incidents/new">
            {texts.declare}
          </a>
        )}
        <a class="button" href="/admin/incidents/templates">
          {texts.templates}
        </a>
      </Title>
      <section aria-labelledby="open-incidents">
        <h2 id="open-incidents">{texts.open}</h2>
        <Loaded live={open}>
          {(incidents) =>
            incidents.length === 0 ? (
              <p class="none">{texts.noneOpen}</p>
            ) : (
              <ul class="stack">
                {incidents.map((incident) => (
                  <OpenIncident key={incident.id} incident={incident} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
      <Drafts kind="incident" />
      <PastReports kind="incident" />
    </>
  );
}

function OpenIncident({ incident }: { incident: Incident }) {
  const texts = words.value.incidents;
  const [latest] = incident.incident_updates;
  const unwell = saidNow(incident).filter(({ new_status: status }) => status !== 'operational');
  return (
    <li class="card open-incident">
      <h3>
        <a href={`/admin/incidents/${incident.id}`}>{incident.name}</a>
      </h3>
      <p class="facts">
        <ReportStatus status={incident.status} /> {texts.since} <Since at={incident.created_at} />
      </p>
      {unwell.length > 0 && (
        <ul class="plain">
          {unwell.map(({ code, name, new_status: status }) => (
            <li key={code}>
              {name}: <StatusMark status={status} />
            </li>
          ))}
        </ul>
      )}
      <Silence incident={incident} />
      {latest && <p class="said">{latest.body}</p>}
    </li>
  );
}

/** How long nothing was said, and when staff are reminded of it. */
export function Silence({ incident }: { incident: Incident }) {
  const texts = words.value.incidents;
  const [latest] = incident.incident_updates;
  if (!latest) return null;
  return (
    <p class="facts">
      {texts.lastSaid} <Since at={latest.created_at} />.{' '}
      {incident.next_reminder_at === null
        ? texts.noReminder
        : texts.nextReminder(printSince(Date.parse(incident.next_reminder_at), Date.now()))}
    </p>
  );
}

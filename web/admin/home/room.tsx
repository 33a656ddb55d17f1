import { useLive } from '../api/live.ts';
import type { Component, Draft, Health, Incident, Setup } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { componentsOf, useEntries } from '../parts/page.ts';
import { Section } from '../parts/section.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { Instant, Since } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { attentionFor } from './attention.ts';
import { AttentionList, draftAddress, draftName } from './attentionList.tsx';

const soonMs = 7 * 86_400_000;

/** What is open now, what is due soon, and what needs attention. */
export function HomeRoom() {
  const texts = words.value.home;
  return (
    <>
      <Title text={words.value.rooms.home}>
        {may('editor') && (
          <>
            <a class="button main" href="/admin/incidents/new">
              {texts.declare}
            </a>
            <a class="button" href="/admin/maintenances/new">
              {texts.plan}
            </a>
          </>
        )}
      </Title>
      <SetupHint />
      <Attention />
      <Open />
      <DueSoon />
    </>
  );
}

/** As long as there is nothing to show to the public. */
function SetupHint() {
  const setup = useLive<Setup>(onPage('/setup')).answer?.body;
  const texts = words.value.home;
  if (!may('admin') || !setup || (setup.named && setup.components > 0)) return null;
  return (
    <div class="empty">
      <p>{texts.notSetUp}</p>
      <a class="button main" href="/admin/setup">
        {texts.setUp}
      </a>
    </div>
  );
}

function Attention() {
  const incidents = useLive<Incident[]>(onPage('/incidents/unresolved')).answer?.body;
  const maintenances = useLive<Incident[]>(onPage('/incidents/scheduled')).answer?.body;
  const drafts = useLive<Draft[]>(onPage('/drafts')).answer?.body;
  const health = useLive<Health>(onPage('/health')).answer?.body;
  if (!incidents || !maintenances || !drafts || !health) return null;
  const now = Date.now();
  const known = { incidents, maintenances, drafts, health: may('admin') ? health : null };
  const list = attentionFor(known, now);
  return list.length === 0 ? null : (
    <Section title={words.value.home.attention}>
      <AttentionList list={list} now={now} />
    </Section>
  );
}

function Open() {
  const incidents = useLive<Incident[]>(onPage('/incidents/unresolved'));
  const entries = useEntries();
  const running = useLive<Incident[]>(onPage('/incidents/active_maintenance')).answer?.body ?? [];
  const texts = words.value.home;
  return (
    <Section title={texts.open}>
      <Loaded live={entries}>{(list) => <Affected entries={list} />}</Loaded>
      <Loaded live={incidents}>
        {(list) =>
          list.length + running.length === 0 ? (
            <p class="none">{texts.nothingOpen}</p>
          ) : (
            <ul class="rows">
              {[
                ...list.map((incident) => ({ incident, room: 'incidents' })),
                ...running.map((incident) => ({ incident, room: 'maintenances' })),
              ].map(({ incident, room }) => (
                <li key={incident.id}>
                  <div class="what">
                    <a href={`/admin/${room}/${incident.id}`}>{incident.name}</a>
                    <p class="facts">
                      {reportStatus(incident)} · {texts.began} <Since at={incident.created_at} /> ·{' '}
                      {texts.lastWord} <Since at={lastWord(incident)} />
                    </p>
                  </div>
                  {may('editor') && (
                    <a class="button" href={`/admin/${room}/${incident.id}`}>
                      {texts.postUpdate}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function reportStatus({ status }: Incident): string {
  const known: Readonly<Record<string, string>> = words.value.reportStatuses;
  return known[status] ?? status;
}

function lastWord({ incident_updates: updates, created_at }: Incident): string {
  return (
    updates
      .map((update) => update.display_at)
      .sort()
      .at(-1) ?? created_at
  );
}

/** The components that are not well, or that all are. */
function Affected({ entries }: { entries: readonly Component[] }) {
  const texts = words.value.home;
  const affected = componentsOf(entries).filter(({ component }) => component.status !== 'operational');
  if (entries.length === 0) return null;
  if (affected.length === 0) return <p>{texts.allWell}</p>;
  return (
    <ul class="plain">
      {affected.map(({ component, group }) => (
        <li key={component.id}>
          <StatusMark status={component.status} /> {group ? `${group.name} – ` : ''}
          {component.name}
        </li>
      ))}
    </ul>
  );
}

function DueSoon() {
  const upcoming = useLive<Incident[]>(onPage('/incidents/upcoming'));
  const drafts = useLive<Draft[]>(onPage('/drafts')).answer?.body ?? [];
  const texts = words.value.home;
  const until = Date.now() + soonMs;
  return (
    <Section title={texts.dueSoon}>
      <Loaded live={upcoming}>
        {(list) => {
          const due = [
            ...list
              .filter(({ scheduled_for }) => Date.parse(scheduled_for ?? '') <= until)
              .map(({ id, name, scheduled_for }) => ({
                id,
                name,
                at: scheduled_for ?? '',
                to: `/admin/maintenances/${id}`,
                what: texts.maintenance,
              })),
            ...drafts
              .filter(({ publish_at, problem }) => publish_at !== null && problem === null)
              .map((draft) => ({
                id: draft.id,
                name: draftName(draft.incident?.name),
                at: draft.publish_at ?? '',
                to: draftAddress(draft),
                what: texts.draft,
              })),
          ].sort((a, b) => (a.at < b.at ? -1 : 1));
          return due.length === 0 ? (
            <p class="none">{texts.nothingDue}</p>
          ) : (
            <ul class="rows">
              {due.map(({ id, name, at, to, what }) => (
                <li key={id}>
                  <div class="what">
                    <a href={to}>{name}</a>
                    <p class="facts">
                      {what} · <Instant at={at} /> (<Since at={at} />)
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}

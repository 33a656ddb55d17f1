import type { Draft } from '../api/shapes.ts';
import { useZone } from '../parts/page.ts';
import { printDuration, printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import type { Attention } from './attention.ts';

/** What needs attention, each with its one next step. */
export function AttentionList({ list, now }: { list: readonly Attention[]; now: number }) {
  const zone = useZone();
  return (
    <ul class="rows">
      {list.map((one) => {
        const { text, step } = told(one, zone, now);
        return (
          <li key={text}>
            <p class="what">{text}</p>
            {step}
          </li>
        );
      })}
    </ul>
  );
}

function told(one: Attention, zone: string, now: number) {
  const texts = words.value.home;
  const link = (to: string, text: string) => (
    <a class="button" href={to}>
      {text}
    </a>
  );
  const check = <code>candor check</code>;
  switch (one.is) {
    case 'silent':
      return {
        text: texts.silent(one.incident.name, printDuration(now - one.since)),
        step: link(`/admin/incidents/${one.incident.id}`, texts.postUpdate),
      };
    case 'draftProblem':
      return {
        text: texts.draftProblem(draftName(one.draft.incident?.name), one.problem),
        step: link(draftAddress(one.draft), texts.openDraft),
      };
    case 'beginsSoon':
      return {
        text: texts.beginsSoon(one.incident.name, printDuration(one.at - now)),
        step: link(`/admin/maintenances/${one.incident.id}`, texts.look),
      };
    case 'beginsLate':
      return {
        text: texts.beginsLate(one.incident.name, printInstant(one.at, zone)),
        step: link(`/admin/maintenances/${one.incident.id}`, texts.begin),
      };
    case 'overruns':
      return {
        text: texts.overruns(one.incident.name, printInstant(one.at, zone)),
        step: link(`/admin/maintenances/${one.incident.id}`, texts.finish),
      };
    case 'setAside':
      return { text: texts.setAside(one.count), step: link('/admin/incidents', words.value.rooms.incidents) };
    case 'neverBackedUp':
      return { text: texts.neverBackedUp, step: <code>candor backup</code> };
    case 'backedUpLongAgo':
      return { text: texts.backedUpLongAgo(printInstant(one.at, zone)), step: <code>candor backup</code> };
    case 'backupFailed':
      return {
        text: texts.backupFailed(printInstant(one.at, zone), one.step),
        step: <code>candor backup</code>,
      };
    case 'provenLongAgo':
      return { text: texts.provenLongAgo(printInstant(one.at, zone)), step: <code>candor backup</code> };
    case 'checkProblems':
      return { text: texts.checkProblems(one.problems), step: check };
    case 'neverChecked':
      return { text: texts.neverChecked, step: check };
    case 'checkedLongAgo':
      return { text: texts.checkedLongAgo(printInstant(one.at, zone)), step: check };
  }
}

export function draftName(name: string | undefined): string {
  return name ?? words.value.home.anUpdate;
}

/** Where a draft is gone on with. What it is an update of knows its room. */
export function draftAddress({ id, incident, incident_id: of }: Draft): string {
  const room = incident && incident.scheduled_for !== null ? 'maintenances' : 'incidents';
  return `/admin/${room}/${of ?? 'new'}?draft=${id}`;
}

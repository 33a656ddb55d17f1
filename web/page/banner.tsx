import type { ComponentStatus } from '../../server/domain/status.ts';
import { componentStatuses, worstStatus } from '../../server/domain/status.ts';
import type { PublicComponent, Snapshot } from '../../server/publish/snapshot.ts';
import { Icon } from './icons.tsx';
import { type Now, Sentence } from './time.tsx';
import { wordsIn } from './words/languages.ts';
import { listNames, type Phrase } from './words/phrase.ts';
import type { BarStatus, Words } from './words/words.ts';

/** The answer to: is it broken, what, since when, what next. */
export type Verdict = { readonly tone: BarStatus; readonly headline: string; readonly sentence: Phrase };

/** `shown` are the components that stand on the page. */
export function verdict(snapshot: Snapshot, shown: readonly PublicComponent[]): Verdict {
  const words = wordsIn(snapshot.page.language);
  const { headlines } = words;
  const affected = shown.filter(({ status }) => status !== 'operational');
  const rest = words.others({ operational: shown.length - affected.length, affected: affected.length });
  const [incident] = snapshot.openIncidents;
  const [maintenance] = snapshot.activeMaintenances;

  if (affected.length > 0) {
    const tone = worstStatus(affected.map(({ status }) => status));
    const allDown = shown.every(({ status }) => status === 'major_outage');
    const ends = tone === 'under_maintenance' ? endOfMaintenance(words, maintenance) : [];
    return {
      tone,
      headline: allDown
        ? headlines.allDown
        : tone === 'operational'
          ? headlines.operational
          : headlines[tone],
      sentence: [...affectedSentences(words, affected), ...ends, rest],
    };
  }
  const calm = shown.length > 0 ? [rest] : [];
  if (incident) {
    const { status, name, beganAt } = incident;
    const more = snapshot.openIncidents.length - 1;
    const sentence = [...words.openIncident(status, name, more, beganAt), ...calm];
    return { tone: 'degraded_performance', headline: headlines.incident, sentence };
  }
  if (maintenance) {
    const sentence = [...endOfMaintenance(words, maintenance), ...calm];
    return { tone: 'under_maintenance', headline: headlines.under_maintenance, sentence };
  }
  if (shown.length === 0) return { tone: 'unknown', headline: headlines.empty, sentence: [words.emptyPage] };
  const next = snapshot.upcomingMaintenances[0]?.scheduledFor ?? null;
  return {
    tone: 'operational',
    headline: headlines.operational,
    sentence: [rest, ...(next === null ? [] : words.nextMaintenance(next))],
  };
}

/** The worst first, one sentence for each status. */
function affectedSentences(words: Words, affected: readonly PublicComponent[]): Phrase {
  return componentStatuses.toReversed().flatMap((status: ComponentStatus) => {
    const those = affected.filter((component) => component.status === status);
    if (those.length === 0) return [];
    const since = those.flatMap(({ statusSince }) => (statusSince === null ? [] : [statusSince]));
    const names = listNames(
      words,
      those.map(({ name }) => name),
    );
    return words.affected(status, names, since.length === 0 ? null : Math.min(...since), those.length > 1);
  });
}

function endOfMaintenance(
  words: Words,
  maintenance: Snapshot['activeMaintenances'][number] | undefined,
): Phrase {
  return maintenance && maintenance.scheduledUntil !== null
    ? words.maintenanceEnd(maintenance.name, maintenance.scheduledUntil)
    : [];
}

export function Banner({ verdict: { tone, headline, sentence }, now }: { verdict: Verdict; now: Now }) {
  return (
    <section class={`banner ${tone}`} aria-labelledby="verdict">
      <Icon status={tone} />
      <div>
        <h1 id="verdict">{headline}</h1>
        <p>
          <Sentence phrase={sentence} now={now} />
        </p>
      </div>
    </section>
  );
}

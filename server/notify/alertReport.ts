import { wordsIn } from '../../web/page/words/languages.ts';
import { type Alert, alertUpdateId } from '../domain/alert.ts';
import type { Incident, IncidentUpdate } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import { escapeHtml } from '../text/safeHtml.ts';

/** An alert in the shape of an incident, so that each channel tells it as it tells everything else. Nobody else sees it. */
export function alertReport(alert: Alert, language: Language): Incident {
  const { title, what, over } = wordsIn(language).alerts[alert.kind];
  const began = updateOf(alert, 'began', alert.noticedAt, what);
  const ended = alert.overAt === null ? [] : [updateOf(alert, 'over', alert.overAt, over)];
  return {
    kind: 'incident',
    id: alert.id,
    name: title,
    createdAt: alert.noticedAt,
    updatedAt: alert.overAt ?? alert.noticedAt,
    startedAt: alert.since,
    impact: 'major',
    impactOverride: null,
    monitoringAt: null,
    resolvedAt: alert.overAt,
    metadata: {},
    status: alert.overAt === null ? 'identified' : 'resolved',
    updates: [...ended, began],
    componentIds: [],
    backfilled: false,
    reminderIntervals: '[]',
    postmortem: null,
  };
}

function updateOf(
  alert: Alert,
  which: 'began' | 'over',
  at: number,
  text: string,
): IncidentUpdate<'identified' | 'resolved'> {
  return {
    id: alertUpdateId(alert, which),
    incidentId: alert.id,
    status: which === 'began' ? 'identified' : 'resolved',
    text: { source: text, html: `<p>${escapeHtml(text)}</p>` },
    affected: null,
    affectedIsWhole: true,
    deliverNotifications: true,
    displayAt: at,
    createdAt: at,
    updatedAt: at,
    editedAt: null,
  };
}

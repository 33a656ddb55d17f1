import type { BackupStep } from '../../../server/domain/health.ts';
import type { Draft, Health, Incident } from '../api/shapes.ts';

/** Something that somebody should look at, with what is needed to say so. */
export type Attention =
  | { readonly is: 'silent'; readonly incident: Incident; readonly since: number }
  | { readonly is: 'draftProblem'; readonly draft: Draft; readonly problem: string }
  | {
      readonly is: 'beginsSoon' | 'beginsLate' | 'overruns';
      readonly incident: Incident;
      readonly at: number;
    }
  | { readonly is: 'setAside'; readonly count: number }
  | { readonly is: 'checkProblems'; readonly problems: number }
  | { readonly is: 'neverBackedUp' }
  | { readonly is: 'backedUpLongAgo'; readonly at: number }
  | { readonly is: 'backupFailed'; readonly at: number; readonly step: BackupStep }
  | { readonly is: 'provenLongAgo'; readonly at: number }
  | { readonly is: 'neverChecked' }
  | { readonly is: 'checkedLongAgo'; readonly at: number };

const soonMs = 3_600_000;
/** What was written since then would be lost with the disk. */
const backUpAgainAfterMs = 2 * 86_400_000;
/** It is proven once a week. */
const proveAgainAfterMs = 14 * 86_400_000;
/** A database that was not looked at for so long deserves a look. */
const checkAgainAfterMs = 30 * 86_400_000;

/** What needs attention now, the most urgent first. */
export function attentionFor(
  known: {
    readonly incidents: readonly Incident[];
    readonly maintenances: readonly Incident[];
    readonly drafts: readonly Draft[];
    readonly health: Health | null;
  },
  now: number,
): readonly Attention[] {
  return [
    ...known.incidents.flatMap(silent),
    ...known.maintenances.flatMap((maintenance) => timing(maintenance, now)),
    ...known.drafts.flatMap((draft): Attention[] =>
      draft.problem === null ? [] : [{ is: 'draftProblem', draft, problem: draft.problem }],
    ),
    ...(known.health ? ofInstallation(known.health, now) : []),
  ];
}

function silent(incident: Incident): Attention[] {
  if (incident.overdue_since === null) return [];
  const saidAt = Math.max(...incident.incident_updates.map(({ created_at }) => Date.parse(created_at)));
  return [{ is: 'silent', incident, since: saidAt }];
}

function timing(incident: Incident, now: number): Attention[] {
  const begins = Date.parse(incident.scheduled_for ?? '');
  const ends = Date.parse(incident.scheduled_until ?? '');
  if (incident.status !== 'scheduled') {
    return ends <= now && !incident.scheduled_auto_completed ? [{ is: 'overruns', incident, at: ends }] : [];
  }
  if (begins <= now) return [{ is: 'beginsLate', incident, at: begins }];
  return begins - now <= soonMs ? [{ is: 'beginsSoon', incident, at: begins }] : [];
}

function ofInstallation(health: Health, now: number): Attention[] {
  const count = health.deliveries_set_aside;
  return [
    ...(count === 0 ? [] : [{ is: 'setAside' as const, count }]),
    ...failedBackup(health),
    ...(health.database === 'sqlite' ? backups(health, now) : []),
    ...proof(health, now),
    ...checks(health, now),
  ];
}

function backups({ last_backup: backup }: Health, now: number): Attention[] {
  if (backup === null) return [{ is: 'neverBackedUp' }];
  const at = Date.parse(backup.at);
  return now - at > backUpAgainAfterMs ? [{ is: 'backedUpLongAgo', at }] : [];
}

function failedBackup({ last_backup_failure: failure }: Health): Attention[] {
  return failure === null ? [] : [{ is: 'backupFailed', at: Date.parse(failure.at), step: failure.step }];
}

function proof({ last_proven_restore: proven }: Health, now: number): Attention[] {
  const at = Date.parse(proven?.at ?? '');
  return now - at > proveAgainAfterMs ? [{ is: 'provenLongAgo', at }] : [];
}

function checks({ last_check: check }: Health, now: number): Attention[] {
  if (check === null) return [{ is: 'neverChecked' }];
  if (check.problems > 0) return [{ is: 'checkProblems', problems: check.problems }];
  const at = Date.parse(check.at);
  return now - at > checkAgainAfterMs ? [{ is: 'checkedLongAgo', at }] : [];
}

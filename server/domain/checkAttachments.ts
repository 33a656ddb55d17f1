import { metadataProblem } from './metadata.ts';
import type { FieldProblems } from './refusal.ts';
import { areReminderIntervals } from './reminders.ts';

/** Adds what is wrong with what is kept beside an incident or a maintenance. */
export function checkAttachments(
  problems: FieldProblems,
  attached: { readonly metadata?: unknown; readonly reminderIntervals?: string | null },
): void {
  const { metadata, reminderIntervals } = attached;
  const problem = metadata === undefined ? null : metadataProblem(metadata);
  if (problem) problems.add('metadata', problem);
  if (typeof reminderIntervals === 'string' && !areReminderIntervals(reminderIntervals)) {
    problems.add(
      'reminder_intervals',
      'must be hours from 1 to 24: one such as "4", or an increasing list such as "[3, 6, 12]" or "[]"',
    );
  }
}

import type { IncidentUpdate, Text } from './incident.ts';
import type { ToldStatus } from './toldReport.ts';

/** A text of our own: plain words without anything that HTML or Markdown would read as markup. */
function plain(source: string): Text {
  return { source, html: `<p>${source}</p>` };
}

/** What Statuspage says where an author said nothing: the first time that a status is reported, and after that. */
const texts: Readonly<Record<IncidentUpdate['status'], readonly [first: Text, again: Text]>> = {
  investigating: [
    plain('We are currently investigating this issue.'),
    plain('We are continuing to investigate this issue.'),
  ],
  identified: [
    plain('The issue has been identified and a fix is being implemented.'),
    plain('We are continuing to work on a fix for this issue.'),
  ],
  monitoring: [
    plain('A fix has been implemented and we are monitoring the results.'),
    plain('We are continuing to monitor for any further issues.'),
  ],
  resolved: [plain('This incident has been resolved.'), plain('This incident has been resolved.')],
  scheduled: [
    plain('We will be undergoing scheduled maintenance during this time.'),
    plain('We will be undergoing scheduled maintenance during this time.'),
  ],
  in_progress: [
    plain('Scheduled maintenance is currently in progress. We will provide updates as necessary.'),
    plain('Scheduled maintenance is still in progress. We will provide updates as necessary.'),
  ],
  verifying: [
    plain('Verification is currently underway for the maintenance items.'),
    plain('Verification is currently underway for the maintenance items.'),
  ],
  completed: [
    plain('The scheduled maintenance has been completed.'),
    plain('The scheduled maintenance has been completed.'),
  ],
};

/** What the clock says an hour before a maintenance. */
export const reminderText = plain('Maintenance will begin as scheduled in 60 minutes.');

/** The text of an update of which only the status was said. */
export function defaultText(
  status: IncidentUpdate['status'],
  before: readonly { readonly status: ToldStatus }[],
): Text {
  const [first, again] = texts[status];
  return before.some((update) => update.status === status) ? again : first;
}

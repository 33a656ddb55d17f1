import type { Text } from './incident.ts';

/** A text of our own: plain words without anything that HTML or Markdown would read as markup. */
function plain(source: string): Text {
  return { source, html: `<p>${source}</p>` };
}

/** What the clock says when it begins and completes a maintenance, in Statuspage's words. */
export const maintenanceBegins = plain(
  'Scheduled maintenance is currently in progress. We will provide updates as necessary.',
);
export const maintenanceCompletes = plain('The scheduled maintenance has been completed.');

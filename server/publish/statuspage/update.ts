import type { PublicPage, PublicReport, PublicUpdate } from '../snapshot.ts';
import type { AffectedList } from './affected.ts';
import { timestamp } from './timestamp.ts';

/** One update of an incident or a maintenance, with what it lists of components. */
export function updateEntry(
  update: PublicUpdate,
  { id }: PublicReport,
  affected: AffectedList,
  { timeZone }: PublicPage,
) {
  return {
    id: update.id,
    status: update.status,
    body: update.body,
    incident_id: id,
    created_at: timestamp(update.createdAt, timeZone),
    updated_at: timestamp(update.updatedAt, timeZone),
    display_at: timestamp(update.displayAt, timeZone),
    affected_components: affected,
    deliver_notifications: update.deliverNotifications,
    custom_tweet: null,
    tweet_id: null,
  };
}

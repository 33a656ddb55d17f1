import { alertTargetOperations } from './alertTargets.ts';
import { announcementOperations } from './announcements.ts';
import { auditOperations } from './audit.ts';
import { channelOperations } from './channels.ts';
import { componentGroupOperations } from './componentGroups.ts';
import { componentOperations } from './components.ts';
import { draftOperations } from './drafts.ts';
import { healthOperations } from './health.ts';
import { incidentSubscriberOperations } from './incidentSubscribers.ts';
import { incidentOperations } from './incidents.ts';
import { incidentTemplateOperations } from './incidentTemplates.ts';
import { incidentUpdateOperations } from './incidentUpdates.ts';
import { logoOperations } from './logo.ts';
import { maintenanceSeriesOperations } from './maintenanceSeries.ts';
import { manySubscribersOperations } from './manySubscribers.ts';
import { memberOperations } from './members.ts';
import { mergeIncidents } from './mergeIncidents.ts';
import { oneTimeLinkOperations } from './oneTimeLinks.ts';
import { listOpenImpacts } from './openImpacts.ts';
import type { Operation } from './operation.ts';
import { pageOperations } from './page.ts';
import { pageOrderOperations } from './pageOrder.ts';
import { postmortemOperations } from './postmortems.ts';
import { sessionOperations } from './session.ts';
import { setupOperations } from './setup.ts';
import { statusEmbedConfigOperations } from './statusEmbedConfig.ts';
import { statuspageImportOperations } from './statuspageImport.ts';
import { subscriberCountOperations } from './subscriberCounts.ts';
import { subscriberFileOperations } from './subscriberFiles.ts';
import { subscriberOperations } from './subscribers.ts';
import { tokenOperations } from './tokens.ts';
import { twoFactorOperations } from './twoFactor.ts';
import { uptimeOperations } from './uptime.ts';

/** Everything that the manage API does, in the order in which it is described. */
export const operations: readonly Operation[] = [
  ...pageOperations,
  ...logoOperations,
  ...setupOperations,
  ...healthOperations,
  ...pageOrderOperations,
  ...componentOperations,
  listOpenImpacts,
  ...componentGroupOperations,
  ...uptimeOperations,
  ...incidentOperations,
  mergeIncidents,
  ...incidentUpdateOperations,
  ...announcementOperations,
  ...incidentSubscriberOperations,
  ...channelOperations,
  ...subscriberCountOperations,
  ...manySubscribersOperations,
  ...subscriberFileOperations,
  ...subscriberOperations,
  ...alertTargetOperations,
  ...draftOperations,
  ...maintenanceSeriesOperations,
  ...postmortemOperations,
  ...incidentTemplateOperations,
  ...statusEmbedConfigOperations,
  ...statuspageImportOperations,
  ...auditOperations,
  ...memberOperations,
  ...tokenOperations,
  ...oneTimeLinkOperations,
  ...sessionOperations,
  ...twoFactorOperations,
];

import type { z } from 'zod';
import type { alertTargetShape } from '../../../server/http/manage/alertTargets.ts';
import type { announcementShape } from '../../../server/http/manage/announcements.ts';
import type { entryShape } from '../../../server/http/manage/audit.ts';
import type { channelShape } from '../../../server/http/manage/channels.ts';
import type { retiredShape } from '../../../server/http/manage/components.ts';
import type { draftShape } from '../../../server/http/manage/draftShape.ts';
import type { dryRunShape } from '../../../server/http/manage/dryRun.ts';
import type { healthShape } from '../../../server/http/manage/health.ts';
import type { incidentShape, updateShape } from '../../../server/http/manage/incidentShape.ts';
import type { seriesShape } from '../../../server/http/manage/maintenanceSeries.ts';
import type { memberShape, offeredShape } from '../../../server/http/manage/members.ts';
import type { openImpactShape } from '../../../server/http/manage/openImpacts.ts';
import type { orderShape } from '../../../server/http/manage/pageOrder.ts';
import type { callerShape, sessionShape } from '../../../server/http/manage/session.ts';

import type { setupShape } from '../../../server/http/manage/setup.ts';
import type {
  componentShape,
  embedShape,
  groupShape,
  pageShape,
  postmortemShape,
  templateShape,
} from '../../../server/http/manage/shapes.ts';
import type { subscriberCountsShape } from '../../../server/http/manage/subscriberCounts.ts';
import type { importedShape } from '../../../server/http/manage/subscriberFiles.ts';
import type { subscriberShape } from '../../../server/http/manage/subscriberShape.ts';
import type { issuedShape, tokenShape } from '../../../server/http/manage/tokens.ts';
import type { begunShape, recoveryShape } from '../../../server/http/manage/twoFactor.ts';
import type { componentUptimeShape } from '../../../server/http/manage/uptime.ts';
import type { outcomeShape } from '../../../server/statuspageImport/importReading.ts';

/** What the manage API answers, as its own schemas say. Only types come from there. */

export type Caller = z.output<typeof callerShape>;
export type Page = z.output<typeof pageShape>;
export type EmbedConfig = z.output<typeof embedShape>;
export type Component = z.output<typeof componentShape>;
export type ComponentGroup = z.output<typeof groupShape>;
export type PageOrder = z.output<typeof orderShape>;
export type RetiredComponent = z.output<typeof retiredShape>;
export type OpenImpact = z.output<typeof openImpactShape>;
export type ComponentUptime = z.output<typeof componentUptimeShape>;
export type Incident = z.output<typeof incidentShape>;
export type IncidentUpdate = z.output<typeof updateShape>;
export type IncidentTemplate = z.output<typeof templateShape>;
export type Postmortem = z.output<typeof postmortemShape>;
export type MaintenanceSeries = z.output<typeof seriesShape>;
export type Draft = z.output<typeof draftShape>;
export type Consequences = z.output<ReturnType<typeof dryRunShape>>;
export type Setup = z.output<typeof setupShape>;
export type Health = z.output<typeof healthShape>;
export type ImportOutcome = z.output<typeof outcomeShape>;
export type Member = z.output<typeof memberShape>;
/** A member, and the link by which they choose a password. */
export type Offered = z.output<typeof offeredShape>;
export type Token = z.output<typeof tokenShape>;
export type IssuedToken = z.output<typeof issuedShape>;
export type MemberSession = z.output<typeof sessionShape>;
export type BegunTwoFactor = z.output<typeof begunShape>;
export type Recovery = z.output<typeof recoveryShape>;
export type AuditEntry = z.output<typeof entryShape>;
export type Channel = z.output<typeof channelShape>;
export type Subscriber = z.output<typeof subscriberShape>;
export type AlertTarget = z.output<typeof alertTargetShape>;
export type SubscriberCounts = z.output<typeof subscriberCountsShape>;
export type ImportedSubscribers = z.output<typeof importedShape>;
export type Announcement = z.output<typeof announcementShape>;

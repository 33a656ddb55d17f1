import type { ToldStatus } from '../../../server/domain/toldReport.ts';
import { toneOfStatus } from '../../page/statusShapes.ts';
import { words } from '../words/words.ts';

/** The status of an incident or a maintenance, in word and colour. */
export function ReportStatus({ status }: { status: ToldStatus }) {
  return <span class={`pill ${toneOfStatus[status]}`}>{words.value.reportStatuses[status]}</span>;
}

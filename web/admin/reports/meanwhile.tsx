import type { ComponentChildren } from 'preact';
import type { Incident, IncidentUpdate } from '../api/shapes.ts';
import type { Action } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { Since } from '../parts/time.tsx';
import { words } from '../words/words.ts';

/** What an incident said when somebody looked: the page's revision, and each update with the time of its last change. */
export type Seen = { readonly revision: number; readonly updates: readonly string[] };

/** What was posted or changed since somebody looked. */
export function postedSince(
  { updates }: Seen,
  { incident_updates: all }: Incident,
): readonly IncidentUpdate[] {
  return all.filter(({ id, updated_at: at }) => !updates.includes(`${id} ${at}`));
}

/** Updates as short texts. */
export function Theirs({
  updates,
}: {
  updates: readonly (Pick<IncidentUpdate, 'id' | 'status' | 'body'> & { created_at: string | null })[];
}) {
  return (
    <ul class="stack">
      {updates.map(({ id, status, body, created_at: at }) => (
        <li key={id}>
          <ReportStatus status={status} /> {at !== null && <Since at={at} />}
          <p class="said">{body}</p>
        </li>
      ))}
    </ul>
  );
}

/** A colleague was faster: both versions, and the choice. */
export function MeanwhileDialog({
  lead,
  theirs,
  mine,
  action,
  verb,
  onAnyway,
  onClose,
}: {
  lead: string;
  theirs: ComponentChildren;
  mine: ComponentChildren;
  action: Pick<Action<never>, 'busy' | 'error'>;
  verb: string;
  onAnyway: () => void;
  onClose: () => void;
}) {
  const texts = words.value.incidents;
  return (
    <Dialog title={texts.meanwhileTitle} onClose={onClose}>
      <div class="stack">
        <p>{lead}</p>
        <h3>{texts.theirs}</h3>
        {theirs}
        <h3>{texts.yours}</h3>
        {mine}
        <ErrorText error={action.error} />
        <div class="actions">
          <Button kind="main" onClick={onClose}>
            {texts.goBack}
          </Button>
          <Button busy={action.busy} onClick={onAnyway}>
            {verb}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { useLiveList } from '../api/live.ts';
import type { IncidentTemplate } from '../api/shapes.ts';
import { Field } from '../parts/field.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { type ReportKind, statusOf } from './texts.ts';

/** All templates, of incidents and of maintenances. */
export function useTemplates() {
  return useLiveList<IncidentTemplate>(onPage('/incident_templates'));
}

/** Begins with words that were thought of before. Nothing is shown where there are none. */
export function TemplateChoice({
  kind,
  onChoose,
}: {
  kind: ReportKind;
  onChoose: (template: IncidentTemplate) => void;
}) {
  const texts = words.value.incidents;
  const templates = (useTemplates().answer?.body ?? []).filter(
    ({ update_status: status }) => status === null || statusOf(kind, status) !== null,
  );
  return templates.length === 0 ? null : (
    <Field label={texts.useTemplate}>
      {(control) => (
        <select
          {...control}
          value=""
          onChange={(event) => {
            const chosen = templates.find(({ id }) => id === event.currentTarget.value);
            event.currentTarget.value = '';
            if (chosen) onChoose(chosen);
          }}
        >
          <option value="">{texts.chooseTemplate}</option>
          {templates.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

import { useMemo, useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { problemOf } from '../api/problem.ts';
import type { IncidentTemplate } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ComponentChoices } from '../parts/componentChoices.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Field } from '../parts/field.tsx';
import { focusAfterwards } from '../parts/focus.ts';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Overtaken } from '../parts/overtaken.tsx';
import { useTemplates } from '../reports/templateChoice.tsx';
import { statusesOf, statusOptions } from '../reports/texts.ts';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

const statuses = [...statusesOf.incident, ...statusesOf.maintenance];

type Asks =
  | { readonly what: 'write'; readonly template: IncidentTemplate | null }
  | { readonly what: 'delete'; readonly template: IncidentTemplate };

/** What to say when something happens that was thought of before. */
export function Templates() {
  const texts = words.value.incidents;
  const templates = useTemplates();
  const [asks, setAsks] = useState<Asks | null>(null);
  const close = (): void => setAsks(null);
  const add = may('editor') && (
    <Button kind="main" onClick={() => setAsks({ what: 'write', template: null })}>
      {texts.addTemplate}
    </Button>
  );
  return (
    <>
      <Title text={texts.templates}>{add}</Title>
      <p>
        <a href="/admin/incidents">{texts.toList}</a>
      </p>
      <div id="templates" tabIndex={-1}>
        <Loaded live={templates}>
          {(all) =>
            all.length === 0 ? (
              <div class="empty">
                <p>{texts.noTemplates}</p>
              </div>
            ) : (
              <ul class="rows">
                {all.map((template) => (
                  <li key={template.id}>
                    <div class="what">
                      <strong>{template.name}</strong>
                      <p class="facts">{template.title}</p>
                    </div>
                    {may('editor') && (
                      <div class="actions">
                        <Button
                          label={texts.editTemplate(template.name)}
                          onClick={() => setAsks({ what: 'write', template })}
                        >
                          {texts.edit}
                        </Button>
                        <Button
                          kind="quiet"
                          label={texts.deleteTemplate(template.name)}
                          onClick={() => setAsks({ what: 'delete', template })}
                        >
                          {texts.remove}
                        </Button>
                      </div>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
      {asks?.what === 'write' && <TemplateDialog template={asks.template} onClose={close} />}
      {asks?.what === 'delete' && (
        <DeleteTemplate
          template={asks.template}
          onClose={close}
          onDone={() => {
            close();
            focusAfterwards('templates');
          }}
        />
      )}
    </>
  );
}

function DeleteTemplate({
  template,
  onClose,
  onDone,
}: {
  template: IncidentTemplate;
  onClose: () => void;
  onDone: () => void;
}) {
  const texts = words.value.incidents;
  const remove = useAction(async () => {
    await change('DELETE', onPage(`/incident_templates/${template.id}`));
    onDone();
    notify(texts.templateDeleted(template.name));
  });
  return (
    <Confirmation
      title={texts.deleteTemplate(template.name)}
      action={remove}
      verb={texts.remove}
      onClose={onClose}
    >
      <p>{texts.deleteTemplateLead}</p>
    </Confirmation>
  );
}

const nothing = {
  name: '',
  title: '',
  body: '',
  update_status: null as IncidentTemplate['update_status'],
  should_send_notifications: true,
  component_ids: [] as readonly string[],
};

/** A template as it is written. */
function fieldsOf({ components, ...template }: IncidentTemplate): typeof nothing {
  return {
    name: template.name,
    title: template.title,
    body: template.body,
    update_status: template.update_status,
    should_send_notifications: template.should_send_notifications,
    component_ids: components.map(({ id }) => id),
  };
}

function says(one: typeof nothing, other: typeof nothing): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function TemplateDialog({ template, onClose }: { template: IncidentTemplate | null; onClose: () => void }) {
  const texts = words.value.incidents;
  const initial = useMemo(() => (template ? fieldsOf(template) : nothing), [template]);
  const [seen, setSeen] = useState(initial);
  const kept = useKept(`template.${template?.id ?? 'new'}`, initial);
  const written = kept.value;
  const save = useAction(async () => {
    const body = { template: written };
    if (template) {
      const path = onPage(`/incident_templates/${template.id}`);
      const look = () => read<IncidentTemplate>(path);
      const isAsSeen = (now: IncidentTemplate): boolean => says(fieldsOf(now), seen);
      const { body: now, revision } = await look();
      const outcome =
        isAsSeen(now) && revision !== null
          ? await changeSeen('PATCH', path, { body, ifRevision: revision }, look, isAsSeen)
          : { meanwhile: { body: now, revision } };
      // It may be as it is written because this was saved before, and only the answer got lost
      if ('meanwhile' in outcome && !says(fieldsOf(outcome.meanwhile.body), written)) {
        setSeen(fieldsOf(outcome.meanwhile.body));
        return;
      }
    } else await change('POST', onPage('/incident_templates'), { body });
    kept.clear();
    onClose();
    notify(words.value.parts.saved);
  });
  return (
    <FormDialog
      title={template ? texts.editTemplate(template.name) : texts.addTemplate}
      verb={words.value.parts.save}
      action={save}
      onClose={onClose}
      wide
    >
      {seen !== initial && (
        <Overtaken
          lead={texts.templateMeanwhile}
          onKeepTheirs={() => {
            kept.clear();
            onClose();
          }}
        >
          <p class="said">{`${seen.name}\n${seen.title}\n${seen.body}`}</p>
        </Overtaken>
      )}
      {(['name', 'title'] as const).map((field) => (
        <Field
          key={field}
          label={texts.templateFields[field]}
          hint={texts.templateHints[field]}
          problem={problemOf(save.error, field)}
        >
          {(control) => (
            <input
              {...control}
              maxLength={255}
              required
              value={written[field]}
              onInput={(event) => kept.set({ [field]: event.currentTarget.value })}
            />
          )}
        </Field>
      ))}
      <Field label={texts.text} problem={problemOf(save.error, 'body')}>
        {(control) => (
          <textarea
            {...control}
            required
            value={written.body}
            onInput={(event) => kept.set({ body: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={texts.status}>
        {(control) => (
          <select
            {...control}
            value={written.update_status ?? ''}
            onChange={({ currentTarget: { value } }) =>
              kept.set({ update_status: statuses.find((status) => status === value) ?? null })
            }
          >
            <option value="">{texts.anyStatus}</option>
            {statusOptions(statuses).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ComponentChoices
        legend={texts.templateComponents}
        isChosen={(id) => written.component_ids.includes(id)}
      >
        {({ id, name }) => (
          <li key={id}>
            <label class="choice">
              <input
                type="checkbox"
                checked={written.component_ids.includes(id)}
                onChange={() =>
                  kept.set({
                    component_ids: written.component_ids.includes(id)
                      ? written.component_ids.filter((one) => one !== id)
                      : [...written.component_ids, id],
                  })
                }
              />
              {name}
            </label>
          </li>
        )}
      </ComponentChoices>
      <label class="choice">
        <input
          type="checkbox"
          checked={written.should_send_notifications}
          onChange={(event) => kept.set({ should_send_notifications: event.currentTarget.checked })}
        />
        {texts.notify}
      </label>
    </FormDialog>
  );
}

import { problemOf } from '../api/problem.ts';
import type { Component } from '../api/shapes.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';

/** What people write about a component. */
export type Written = Pick<
  Component,
  'name' | 'description' | 'group_id' | 'start_date' | 'showcase' | 'only_show_if_degraded'
>;

export const nothingWritten: Written = {
  name: '',
  description: null,
  group_id: null,
  start_date: null,
  showcase: true,
  only_show_if_degraded: false,
};

export function writtenOf(component: Component): Written {
  const { name, description, group_id, start_date, showcase, only_show_if_degraded } = component;
  return { name, description, group_id, start_date, showcase, only_show_if_degraded };
}

/** The fields of a component, for a new one and for one that is changed. */
export function ComponentFields({
  written,
  groups,
  error,
  onChange,
}: {
  written: Written;
  groups: readonly Component[];
  error: unknown;
  onChange: (change: Partial<Written>) => void;
}) {
  const texts = words.value.components;
  return (
    <>
      <NameFields written={written} error={error} onChange={onChange} />
      {groups.length > 0 && (
        <Field label={texts.group} problem={problemOf(error, 'group_id')}>
          {(control) => (
            <select
              {...control}
              value={written.group_id ?? ''}
              onChange={(event) => onChange({ group_id: event.currentTarget.value || null })}
            >
              <option value="">{texts.noGroup}</option>
              {groups.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={texts.startDate} hint={texts.startDateHint} problem={problemOf(error, 'start_date')}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={written.start_date ?? ''}
            onInput={(event) => onChange({ start_date: event.currentTarget.value || null })}
          />
        )}
      </Field>
      <div class="plain">
        <label class="choice">
          <input
            type="checkbox"
            checked={written.showcase}
            onChange={(event) => onChange({ showcase: event.currentTarget.checked })}
          />
          <span>{texts.showcase}</span>
        </label>
        <label class="choice">
          <input
            type="checkbox"
            checked={written.only_show_if_degraded}
            onChange={(event) => onChange({ only_show_if_degraded: event.currentTarget.checked })}
          />
          <span>{texts.onlyShowIfDegraded}</span>
        </label>
      </div>
    </>
  );
}

/** Name and description, which groups have as well. */
export function NameFields({
  written,
  error,
  onChange,
}: {
  written: Pick<Written, 'name' | 'description'>;
  error: unknown;
  onChange: (change: Pick<Written, 'name'> | Pick<Written, 'description'>) => void;
}) {
  const texts = words.value.components;
  return (
    <>
      <Field label={texts.name} problem={problemOf(error, 'name')}>
        {(control) => (
          <input
            {...control}
            required
            maxLength={255}
            value={written.name}
            onInput={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={`${texts.description} (${words.value.parts.optional})`}
        hint={texts.descriptionHint}
        problem={problemOf(error, 'description')}
      >
        {(control) => (
          <input
            {...control}
            value={written.description ?? ''}
            onInput={(event) => onChange({ description: event.currentTarget.value || null })}
          />
        )}
      </Field>
    </>
  );
}

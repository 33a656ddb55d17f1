import { useEffect, useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import type { Component } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ComponentFields, type Written, writtenOf } from './componentFields.tsx';

const nothing: Partial<Written> = {};

/** What is said of a component, to be changed. What a colleague says meanwhile is shown before it is written over. */
export function EditComponent({ component, groups }: { component: Component; groups: readonly Component[] }) {
  const texts = words.value.components;
  const current = writtenOf(component);
  const [seen, setSeen] = useState(current);
  const [meanwhile, setMeanwhile] = useState(false);
  const kept = useKept<Partial<Written>>(`component.${component.id}`, nothing);
  const written = { ...seen, ...kept.value };
  const changes = changesIn(kept.value, seen);
  const isChanged = Object.keys(changes).length > 0;
  // While nothing is being written, what colleagues change is followed.
  useEffect(() => {
    if (!isChanged) setSeen(current);
  }, [JSON.stringify(current)]);
  const path = onPage(`/components/${component.id}`);
  const save = useAction(async () => {
    const outcome = await changeSeen<Component, Component>(
      'PATCH',
      path,
      { body: { component: changes }, ifRevision: null },
      () => read<Component>(path),
      (now) => Object.keys(changesIn(pick(changes, seen), writtenOf(now))).length === 0,
    );
    if ('meanwhile' in outcome) {
      setSeen(writtenOf(outcome.meanwhile.body));
      setMeanwhile(true);
      return;
    }
    const before = {
      ...pick(changes, seen),
      ...('group_id' in changes ? { position: component.position } : {}),
    };
    setSeen(writtenOf(outcome.done.body));
    setMeanwhile(false);
    kept.clear();
    notify(words.value.parts.saved, async () => {
      await change('PATCH', path, { body: { component: before } });
    });
  });
  const takeTheirs = (): void => {
    setMeanwhile(false);
    kept.clear();
  };
  return (
    <form
      class="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      {meanwhile && (
        <div class="warning stack" role="alert">
          <p>{texts.meanwhile}</p>
          <Theirs written={seen} groups={groups} />
          <div class="actions">
            <Button onClick={takeTheirs}>{texts.keepTheirs}</Button>
          </div>
        </div>
      )}
      <ComponentFields written={written} groups={groups} error={save.error} onChange={kept.set} />
      <ErrorText error={save.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={save.busy} disabled={!isChanged}>
          {words.value.parts.save}
        </Button>
        {isChanged && <Button onClick={takeTheirs}>{texts.discard}</Button>}
      </div>
    </form>
  );
}

/** Those of some fields that are not as they are in `than`. */
function changesIn(fields: Partial<Written>, than: Written): Partial<Written> {
  const values: Readonly<Record<string, unknown>> = than;
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== values[name]));
}

/** The values of the fields that `names` has. */
function pick(names: object, from: Partial<Written>): Partial<Written> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => name in names));
}

/** What a colleague wrote. */
function Theirs({ written, groups }: { written: Written; groups: readonly Component[] }) {
  const texts = words.value.components;
  const group = groups.find(({ id }) => id === written.group_id)?.name ?? texts.noGroup;
  const parts = [
    `${texts.name}: ${written.name}`,
    `${texts.description}: ${written.description ?? '–'}`,
    `${texts.group}: ${group}`,
    `${texts.startDate}: ${written.start_date ?? '–'}`,
    written.showcase ? texts.showcase : texts.withoutUptime,
    written.only_show_if_degraded ? texts.onlyWhenUnwell : '',
  ];
  return (
    <ul class="plain">
      {parts.filter(Boolean).map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

import { useState } from 'preact/hooks';
import { type Answer, change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { type Action, useAction } from '../parts/action.ts';
import type { WouldBe } from '../parts/dryRun.ts';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { words } from '../words/words.ts';

/** A record of which settings are a part: its path, what a request's body calls it, and how it was last read. */
export type SettingsRecord<Body> = {
  readonly path: string;
  readonly key: 'page' | 'status_embed_config';
  readonly answer: Answer<Body>;
};

/** Some settings that are saved together. What is written outlives a closed tab; the rest follows what colleagues do. */
export type Settings<Fields> = {
  /** What the form shows: what is written, else what is set. */
  readonly value: Fields;
  /** What is set now. */
  readonly current: Fields;
  /** The fields that are written and that a colleague has set to something else meanwhile. */
  readonly meanwhile: readonly (keyof Fields & string)[];
  /** What saving would send; null: nothing is different. */
  readonly request: WouldBe | null;
  readonly save: Action<[]>;
  set(change: Partial<Fields>): void;
  /** Throws away what is written. */
  forget(): void;
};

/** Only what is different is kept and sent, with what it was when somebody began to write. */
type Written<Fields> = { readonly written: Partial<Fields>; readonly seen: Partial<Fields> };

/** `form` names what is kept in the browser. */
export function useSettings<Body extends object, Field extends keyof Body & string>(
  form: string,
  { path, key, answer }: SettingsRecord<Body>,
  fields: readonly Field[],
  /** It was saved, or a colleague was faster. */
  onAnswered: () => void = () => {},
): Settings<Pick<Body, Field>> {
  const kept = useKept<Written<Pick<Body, Field>>>(`page.${form}`, { written: {}, seen: {} });
  // What this form was answered is newer than what everybody reads until that is read again.
  const [own, setOwn] = useState(answer);
  const { body: current, revision } = (own.revision ?? 0) > (answer.revision ?? 0) ? own : answer;
  const { written, seen } = kept.value;
  const differentIn = (values: Partial<Pick<Body, Field>>): Field[] =>
    fields.filter((field) => field in values && !same(values[field], current[field]));
  const different = differentIn(written);
  const body = { [key]: pick(written, different) };
  const save = useAction(async () => {
    const outcome = await changeSeen<Body, Body>(
      'PATCH',
      path,
      { body, ifRevision: revision ?? 0 },
      () => read<Body>(path),
      (now) => different.every((field) => same(now[field], current[field])),
    );
    onAnswered();
    if ('meanwhile' in outcome) {
      setOwn(outcome.meanwhile);
      return;
    }
    setOwn(outcome.done);
    kept.clear();
    notify(words.value.parts.saved, async () => {
      await change('PATCH', path, { body: { [key]: pick(current, different) } });
    });
  });
  return {
    value: { ...current, ...written },
    current,
    meanwhile: different.filter((field) => !same(seen[field], current[field])),
    request: different.length === 0 ? null : { method: 'PATCH', path, body },
    save,
    set(change) {
      const values = { ...written, ...change };
      const open = differentIn(values);
      kept.set({ written: pick(values, open), seen: pick({ ...current, ...seen }, open) });
    },
    forget() {
      kept.clear();
      save.forget();
    },
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function pick<Values extends object, Field extends keyof Values>(
  values: Values,
  fields: readonly Field[],
): Partial<Pick<Values, Field>> {
  const picked: Partial<Pick<Values, Field>> = {};
  for (const field of fields) picked[field] = values[field];
  return picked;
}

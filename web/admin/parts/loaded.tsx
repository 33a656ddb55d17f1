import type { ComponentChildren } from 'preact';
import type { Live } from '../api/live.ts';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { sentenceOf } from './errorText.tsx';

/** Shows what was read; before, that it is being read; and when it could not be, why, and a way to try again. */
export function Loaded<T>({
  live,
  children,
}: {
  live: Live<T>;
  children: (body: T, revision: number | null) => ComponentChildren;
}) {
  const { answer, error, reload } = live;
  if (answer) {
    return (
      <>
        {error !== null && <p class="stale">{words.value.parts.stale}</p>}
        {children(answer.body, answer.revision)}
      </>
    );
  }
  if (error === null) {
    return (
      <p class="loading" role="status">
        {words.value.parts.loading}
      </p>
    );
  }
  return (
    <div class="stack" role="alert">
      <p class="error">{sentenceOf(error)}</p>
      <Button onClick={reload}>{words.value.parts.tryAgain}</Button>
    </div>
  );
}

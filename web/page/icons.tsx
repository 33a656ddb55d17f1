import { useWords } from './language.ts';
import type { BarStatus } from './words/words.ts';

export function Icon({ status }: { status: BarStatus }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${status}`} />
    </svg>
  );
}

/** A status in shape, colour and word. */
export function StatusMark({ status }: { status: BarStatus }) {
  const { statusWord } = useWords();
  return (
    <span class={`status ${status}`}>
      <Icon status={status} />
      {statusWord[status]}
    </span>
  );
}

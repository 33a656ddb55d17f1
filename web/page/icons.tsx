import { useWords } from './language.ts';
import { statusShapes } from './statusShapes.ts';
import type { BarStatus } from './words/words.ts';

/** The shapes of all statuses, drawn once and used by reference. */
export function IconShapes() {
  return (
    <>
      {Object.entries(statusShapes).map(([status, { outline, mark }]) => (
        <symbol key={status} id={`i-${status}`} viewBox="0 0 16 16">
          {outline === '' ? (
            <circle class="ring" cx="8" cy="8" r="6.8" />
          ) : (
            <>
              <path d={outline} />
              <path class="mark" d={mark} />
            </>
          )}
        </symbol>
      ))}
    </>
  );
}

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

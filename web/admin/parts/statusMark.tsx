import type { ComponentStatus } from '../../../server/domain/status.ts';
import { IconShapes } from '../../page/iconShapes.tsx';
import { words } from '../words/words.ts';

/** The shapes of all statuses, drawn once in a document and used by reference, as the public page does it. */
export function StatusShapes() {
  return (
    <svg class="shapes" aria-hidden="true">
      <IconShapes />
    </svg>
  );
}

export function StatusIcon({ status }: { status: ComponentStatus | 'unknown' }) {
  return (
    <svg class={`icon ${status}`} aria-hidden="true">
      <use href={`#i-${status}`} />
    </svg>
  );
}

/** A status in shape, colour and word. */
export function StatusMark({ status }: { status: ComponentStatus }) {
  return (
    <span class={`status ${status}`}>
      <StatusIcon status={status} />
      {words.value.statuses[status]}
    </span>
  );
}

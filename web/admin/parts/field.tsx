import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** What ties a control to its label, its hint and its error. */
export type Control = {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
};

/** A labelled control with its hint and, when something is wrong with it, the reason. */
export function Field({
  label,
  hint,
  problem = null,
  children,
}: {
  label: string;
  hint?: ComponentChildren;
  problem?: string | null;
  children: (control: Control) => ComponentChildren;
}) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problem === null ? '' : `${id}-problem`]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(problem === null ? {} : { 'aria-invalid': true }),
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem !== null && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

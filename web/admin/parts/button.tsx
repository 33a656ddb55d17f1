import type { ComponentChildren } from 'preact';

/** `main`: the one next step. `danger`: takes something away. */
export type ButtonKind = 'main' | 'plain' | 'danger' | 'quiet';

/** A button that says when it is at work. While it is, it stays where it is and keeps the focus, but does nothing. */
export function Button({
  kind = 'plain',
  type = 'button',
  busy = false,
  disabled = false,
  onClick,
  label,
  children,
}: {
  kind?: ButtonKind;
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  onClick?: () => void;
  /** For who cannot see, where the text alone does not say it. */
  label?: string;
  children: ComponentChildren;
}) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      disabled={disabled}
      aria-disabled={busy}
      aria-busy={busy}
      aria-label={label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}

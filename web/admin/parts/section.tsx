import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of a room under its own heading. `actions` stand beside the heading. */
export function Section({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div class="title">
        <h2 id={id}>{title}</h2>
        {actions && <div class="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

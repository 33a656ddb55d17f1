import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';

/** A colleague changed the same thing meanwhile: what it says now, and the choice to leave it at that. */
export function Overtaken({
  lead,
  onKeepTheirs,
  children,
}: {
  lead: string;
  onKeepTheirs: () => void;
  children: ComponentChildren;
}) {
  return (
    <div class="warning stack" role="alert">
      <p>{lead}</p>
      {children}
      <div class="actions">
        <Button onClick={onKeepTheirs}>{words.value.incidents.keepTheirs}</Button>
      </div>
    </div>
  );
}

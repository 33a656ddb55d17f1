import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import type { Action } from './action.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorText } from './errorText.tsx';

/** Asks before something is taken away. The text says what will happen, the button what it does. */
export function Confirmation({
  title,
  action,
  verb,
  onClose,
  kind = 'danger',
  children,
}: {
  title: string;
  action: Action<[]>;
  /** What the button says: `Delete the incident`, not `OK`. */
  verb: string;
  onClose: () => void;
  kind?: 'danger' | 'main';
  children: ComponentChildren;
}) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="stack">{children}</div>
      <ErrorText error={action.error} />
      <div class="actions">
        <Button kind={kind} busy={action.busy} onClick={() => action.run()}>
          {verb}
        </Button>
        <Button onClick={onClose}>{words.value.parts.cancel}</Button>
      </div>
    </Dialog>
  );
}

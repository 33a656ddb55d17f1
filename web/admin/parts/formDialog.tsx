import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import type { Action } from './action.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { ErrorText } from './errorText.tsx';

/** A dialog in which something is filled in and done, or left. `verb` says what the button does. */
export function FormDialog({
  title,
  verb,
  action,
  disabled = false,
  wide = false,
  onClose,
  children,
}: {
  title: string;
  verb: string;
  action: Action<[]>;
  disabled?: boolean;
  wide?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          action.run();
        }}
      >
        {children}
        <ErrorText error={action.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={action.busy} disabled={disabled}>
            {verb}
          </Button>
          <Button onClick={onClose}>{words.value.parts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}

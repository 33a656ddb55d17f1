import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Something that is shown now and never again. Only the button that says that it is kept closes it. */
export function ShownOnce({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const [isAsked, setAsked] = useState(false);
  const texts = words.value.parts;
  useEffect(() => {
    const ask = (event: Event): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return (
    <Dialog title={title} onClose={() => setAsked(true)}>
      <div class="stack">
        {children}
        {isAsked && (
          <p role="alert" class="warning">
            {texts.notAgain}
          </p>
        )}
      </div>
      <div class="actions">
        <Button kind="main" onClick={onClose}>
          {texts.isKept}
        </Button>
      </div>
    </Dialog>
  );
}

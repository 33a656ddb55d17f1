import { useEffect, useId, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Dialog } from '../parts/dialog.tsx';
import { words } from '../words/words.ts';
import { type Command, useCommands } from './commands.ts';

/** Ctrl+K or ⌘K opens the palette from everywhere. */
export function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
}

function matching(commands: readonly Command[], wish: string): readonly Command[] {
  const parts = wish.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ name }) => parts.every((part) => name.toLowerCase().includes(part)));
}

/** All commands by name: type, choose with the arrows, Enter. A combobox as in the ARIA practices. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [wish, setWish] = useState('');
  const [chosen, setChosen] = useState(0);
  const { route } = useLocation();
  const id = useId();
  const texts = words.value.frame;
  const found = matching(useCommands(), wish);
  const at = Math.min(chosen, found.length - 1);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    if (typeof command.run === 'function') command.run();
    else route(command.run.to);
  };
  return (
    <Dialog title={texts.commands} onClose={onClose}>
      <input
        class="wish"
        role="combobox"
        aria-label={texts.commandsHint}
        placeholder={texts.commandsHint}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        autocomplete="off"
        value={wish}
        onInput={(event) => {
          setWish(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
          else if (event.key === 'Enter') run(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div class="choices" role="listbox" id={id} aria-label={texts.commands}>
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field, which keeps the focus
          <div
            key={`${command.name} ${index}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            ref={(element) => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => run(command)}
          >
            {command.name}
          </div>
        ))}
      </div>
      {found.length === 0 && <p class="none">{texts.noCommand}</p>}
    </Dialog>
  );
}

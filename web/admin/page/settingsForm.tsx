import type { ComponentChildren } from 'preact';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { words } from '../words/words.ts';
import type { Settings } from './settings.ts';

/** The form around some settings: what a colleague changed meanwhile, what is not saved yet, and the way to save it. */
export function SettingsForm<Fields>({
  settings,
  tell,
  onSubmit = settings.save.run,
  children,
}: {
  settings: Settings<Fields>;
  /** What a field is set to now, in words. */
  tell: (field: keyof Fields & string) => string;
  /** In place of saving at once. */
  onSubmit?: () => void;
  children: ComponentChildren;
}) {
  const { meanwhile, request, save, forget } = settings;
  const texts = words.value.page;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (request) onSubmit();
      }}
    >
      {children}
      {meanwhile.length > 0 && (
        <div class="warning stack" role="alert">
          <p>{texts.meanwhile}</p>
          <ul class="plain">
            {meanwhile.map((field) => (
              <li key={field} class="said">
                {tell(field)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ErrorText error={save.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={save.busy} disabled={request === null}>
          {meanwhile.length > 0 ? words.value.incidents.saveYours : words.value.parts.save}
        </Button>
        {request && (
          <Button kind="quiet" onClick={forget}>
            {meanwhile.length > 0 ? words.value.incidents.keepTheirs : texts.forget}
          </Button>
        )}
        <span class="hint">{request ? texts.notSaved : ''}</span>
      </div>
    </form>
  );
}

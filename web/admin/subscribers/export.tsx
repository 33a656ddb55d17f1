import { readWhole } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { saveFile } from '../parts/saveFile.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** A hundred thousand may take a while, ms. */
const patienceMs = 600_000;

/** Everybody of the page as a file, also those who left. */
export function Export() {
  const texts = words.value.subscribers;
  const save = useAction(async () => {
    saveFile('subscribers.csv', await readWhole(onPage('/subscribers.csv'), () => {}, { patienceMs }));
  });
  return (
    <div class="stack">
      <div class="actions">
        <Button busy={save.busy} onClick={() => save.run()}>
          {texts.exportFile}
        </Button>
      </div>
      <p class="hint">{texts.exportHint}</p>
      <ErrorText error={save.error} />
    </div>
  );
}

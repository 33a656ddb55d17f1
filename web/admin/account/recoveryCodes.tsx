import { Button } from '../parts/button.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { saveFile } from '../parts/saveFile.ts';
import { ShownOnce } from '../parts/shownOnce.tsx';
import { words } from '../words/words.ts';

/** The codes for when the app is lost. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const texts = words.value.account;
  const text = codes.join('\n');
  return (
    <ShownOnce title={texts.recoveryTitle} onClose={onClose}>
      <p>{texts.recoveryLead}</p>
      <Copyable label={texts.recoveryCodes} text={text} />
      <div>
        <Button onClick={() => saveFile('recovery-codes.txt', new Blob([`${text}\n`]))}>
          {texts.download}
        </Button>
      </div>
    </ShownOnce>
  );
}

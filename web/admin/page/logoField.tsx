import { useState } from 'preact/hooks';
import { imageTypes } from '../../../server/domain/image.ts';
import { mostLogoBytes } from '../../../server/domain/logo.ts';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { Page } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Chosen or dropped, a file is the logo at once. */
export function LogoField({ page }: { page: Page }) {
  const [isOver, setOver] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const [tooLarge, setTooLarge] = useState<number | null>(null);
  const texts = words.value.page;
  const upload = useAction(async (file: File) => {
    // The server would hang up in the middle of it.
    setTooLarge(file.size > mostLogoBytes ? file.size : null);
    if (file.size > mostLogoBytes) return;
    const undo = await wayBack(page.logo_url);
    await putLogo(file);
    notify(texts.logoSet, undo);
  });
  const remove = useAction(async () => {
    const undo = await wayBack(page.logo_url);
    await putLogo(null);
    setAsked(false);
    notify(texts.logoRemoved, undo);
  });
  const problem = tooLarge === null ? problemOf(upload.error, 'logo') : texts.tooLarge(tooLarge / 1024);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field inside is for who does not drag */}
      <div
        class={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const file = event.dataTransfer?.files[0];
          if (file) upload.run(file);
        }}
      >
        <Field label={texts.logoFile} hint={texts.logoHint(mostLogoBytes / 1024)} problem={problem}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept={Object.values(imageTypes).join()}
              onChange={(event) => {
                const input = event.currentTarget;
                const file = input.files?.[0];
                if (file) upload.run(file);
                // So that the same file can be chosen again.
                input.value = '';
              }}
            />
          )}
        </Field>
        {upload.busy && <progress aria-label={texts.uploading} />}
      </div>
      {problem === null && <ErrorText error={upload.error} />}
      {page.logo_url !== null && (
        <div class="actions">
          <Button kind="danger" onClick={() => setAsked(true)}>
            {texts.removeLogo}
          </Button>
        </div>
      )}
      {isAsked && (
        <Confirmation
          title={texts.removeLogo}
          action={remove}
          verb={texts.removeLogo}
          onClose={() => setAsked(false)}
        >
          <p>{texts.removeLogoWill(page.name)}</p>
        </Confirmation>
      )}
    </>
  );
}

/** Null: none any more. */
async function putLogo(image: Blob | null): Promise<void> {
  await (image ? change('PUT', onPage('/logo'), { file: image }) : change('DELETE', onPage('/logo')));
}

/** Takes the logo that there is now, so that it can be put back. */
async function wayBack(url: string | null): Promise<() => Promise<void>> {
  const before = url === null ? null : await (await fetch(new URL(url).pathname)).blob();
  return () => putLogo(before);
}

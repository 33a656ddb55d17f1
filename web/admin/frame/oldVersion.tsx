import { signal } from '@preact/signals';
import { Button } from '../parts/button.tsx';
import { words } from '../words/words.ts';

const isOld = signal(false);

/** A part of the application is not there any more: the server has a newer version. Never returns. */
export function noticeOldVersion(): Promise<never> {
  isOld.value = true;
  return new Promise(() => {});
}

/** Says that the server was updated, and leaves it to the person when to reload. */
export function OldVersion() {
  const texts = words.value.frame;
  return isOld.value ? (
    <div class="band" role="alert">
      <p>{texts.newVersion}</p>
      <Button onClick={() => location.reload()}>{texts.reload}</Button>
    </div>
  ) : null;
}

import { useWords } from './language.ts';
import { subscribePath } from './paths.ts';
import type { PushWords } from './words/words.ts';

/** What a page needs to offer notifications. */
export type Push = {
  /** The public key of this installation, base64url, for which a browser makes its subscription. */
  readonly key: string;
  readonly scriptUrl: string;
};

/** Notifications of this browser. Shown by the script where there can be any, since none come without one. */
export function BrowserPush({ push }: { push: Push }) {
  const { browser, problems } = useWords().subscribing;
  const { denied, failed } = browser;
  const words: PushWords = { denied, failed, tooMany: problems.tooMany, unavailable: problems.unavailable };
  return (
    <section id="push" data-key={push.key} data-words={JSON.stringify(words)} hidden>
      <h2>{browser.title}</h2>
      <p class="lead">{browser.lead}</p>
      <p role="status" hidden>
        {browser.isOn}
      </p>
      <p role="alert" hidden />
      <p class="buttons">
        <button type="button" data-do="on">
          {browser.on}
        </button>
        <a href={subscribePath} hidden>
          {browser.choose}
        </a>
        <button type="button" data-do="off" class="plain" hidden>
          {browser.off}
        </button>
      </p>
    </section>
  );
}

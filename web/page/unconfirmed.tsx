import { renderToString } from 'preact-render-to-string';
import type { PublicPage } from '../../server/publish/snapshot.ts';
import { Spoken } from './language.ts';
import { Time } from './time.tsx';
import { wordsIn } from './words/languages.ts';

const id = 'unconfirmed';

/** Stands in every page, so that one can be marked that was made long ago, by an earlier version too. */
export const unconfirmedSlot = `<div id="${id}"></div>`;

/** Where the mark comes. Empty and unseen as long as the page is known to be right. */
export function UnconfirmedSlot() {
  return <div id={id} />;
}

/** The quiet line of a page that nobody could confirm for a while. Takes the place of the slot. */
export function renderUnconfirmed(
  page: Pick<PublicPage, 'language' | 'timeZone'>,
  confirmedAt: number,
  now: number,
): string {
  const words = wordsIn(page.language);
  return renderToString(
    <Spoken value={words}>
      <div id={id}>
        <p>
          {words.lastConfirmed} <Time at={confirmedAt} now={{ page, builtAt: now }} />
        </p>
      </div>
    </Spoken>,
  );
}

import type { PublicPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPath, homePath } from './paths.ts';
import { wordsIn } from './words/languages.ts';

/** The page for an address that has none. */
export function renderNotFound(page: PublicPage, assets: Assets): string {
  const { notFoundTitle, notFound, notFoundWhy } = wordsIn(page.language);
  return renderApology(page, assets, notFoundTitle, notFound, notFoundWhy);
}

/** In place of a page that cannot be made now, because too many others are. */
export function renderTryAgain(page: PublicPage, assets: Assets): string {
  const { tryAgainTitle, tryAgain, tryAgainWhy } = wordsIn(page.language);
  return renderApology(page, assets, tryAgainTitle, tryAgain, tryAgainWhy);
}

/** The page for one that cannot be made now, since the records that it is made from cannot be read. */
export function renderUnavailable(page: PublicPage, assets: Assets): string {
  const { unavailable, unavailableWhy } = wordsIn(page.language);
  return renderApology(page, assets, unavailable, unavailable, unavailableWhy);
}

function renderApology(
  page: PublicPage,
  assets: Assets,
  title: string,
  headline: string,
  why: string,
): string {
  const words = wordsIn(page.language);
  return renderDocument({
    now: { page, builtAt: null },
    assets,
    title,
    description: headline,
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>{headline}</h1>
        <p class="lead">{why}</p>
        <p>
          <a href={homePath}>{words.backHome}</a> · <a href={historyPath}>{words.allReports}</a>
        </p>
      </>
    ),
  });
}

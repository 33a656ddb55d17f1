import type { PublicPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPath, homePath } from './paths.ts';
import { wordsIn } from './words/languages.ts';

/** The page for an address that has none. */
export function renderNotFound(page: PublicPage, assets: Assets): string {
  const words = wordsIn(page.language);
  return renderDocument({
    now: { page, builtAt: null },
    assets,
    title: words.notFoundTitle,
    description: words.notFound,
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>{words.notFound}</h1>
        <p class="lead">{words.notFoundWhy}</p>
        <p>
          <a href={homePath}>{words.backHome}</a> · <a href={historyPath}>{words.allReports}</a>
        </p>
      </>
    ),
  });
}

import type { PublicPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPath, homePath } from './paths.ts';
import { texts } from './words.ts';

/** The page for an address that has none. */
export function renderNotFound(page: PublicPage, assets: Assets): string {
  return renderDocument({
    now: { page, builtAt: null },
    assets,
    title: texts.notFoundTitle,
    description: texts.notFound,
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>{texts.notFound}</h1>
        <p class="lead">{texts.notFoundWhy}</p>
        <p>
          <a href={homePath}>{texts.backHome}</a> · <a href={historyPath}>{texts.allReports}</a>
        </p>
      </>
    ),
  });
}

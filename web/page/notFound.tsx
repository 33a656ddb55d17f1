import type { PublicPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { historyPath, homePath } from './paths.ts';

/** The page for an address that has none. */
export function renderNotFound(page: PublicPage, assets: Assets): string {
  return renderDocument({
    now: { page, builtAt: null },
    assets,
    title: 'Not found',
    description: 'There is nothing at this address.',
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>There is nothing at this address</h1>
        <p class="lead">The link may be mistyped, or what it led to was removed.</p>
        <p>
          <a href={homePath}>Current status</a> · <a href={historyPath}>All incidents</a>
        </p>
      </>
    ),
  });
}

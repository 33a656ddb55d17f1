import { type ApiDocs, renderDocs } from '../../web/page/docs.tsx';
import type { Artifact } from './artifact.ts';
import type { Assets } from './assets.ts';
import { makePage } from './page.ts';
import type { PublicPage } from './snapshot.ts';

export type { ApiDocs, DocsField, DocsOperation } from '../../web/page/docs.tsx';

/** `/docs`, with a style sheet of its own, so that the public pages do not carry its rules. */
export function makeApiDocs(docs: ApiDocs, page: PublicPage, assets: Assets): Artifact {
  const own = { ...assets, ...assets.docs };
  return makePage(renderDocs(docs, page, own), own);
}

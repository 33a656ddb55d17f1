import { type LinkProblem, type LinkPurpose, renderOneTimeLink } from '../../web/page/oneTimeLink.tsx';
import type { Artifact } from './artifact.ts';
import { makePage } from './page.ts';
import type { Site } from './site.ts';

export type { LinkProblem } from '../../web/page/oneTimeLink.tsx';

/** What a one-time link opens: its form, with the problem of the last attempt, or that it is done. Never cached. */
export function makeOneTimeLinkPage(
  site: Site,
  purpose: LinkPurpose,
  state: { readonly done: boolean; readonly problem: LinkProblem | null },
): Artifact {
  const { page } = site.current.snapshot;
  const assets = site.assetsOf(page);
  return makePage(renderOneTimeLink(page, assets, purpose, state), assets, 'no-store');
}

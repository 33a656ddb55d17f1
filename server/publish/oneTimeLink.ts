import { type LinkPurpose, renderOneTimeLink } from '../../web/page/oneTimeLink.tsx';
import type { Artifact } from './artifact.ts';
import { makePage } from './page.ts';
import type { Site } from './site.ts';

export type { LinkPurpose } from '../../web/page/oneTimeLink.tsx';

/** What a one-time link opens: its form, with the problem of the last attempt, or that it is done. Never cached. */
export function makeOneTimeLinkPage(
  site: Site,
  purpose: LinkPurpose,
  state: { readonly done: boolean; readonly problem: string | null },
): Artifact {
  return makePage(
    renderOneTimeLink(site.current.snapshot.page, site.assets, purpose, state),
    site.assets,
    'no-store',
  );
}

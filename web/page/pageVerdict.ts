import type { Snapshot } from '../../server/publish/snapshot.ts';
import { type Verdict, verdict } from './banner.tsx';
import { componentsOf, visibleSections } from './componentList.tsx';

/** The answer that the home page gives, for whatever else gives it: badges, the card, the frame, the tab's icon. */
export function pageVerdict(snapshot: Snapshot): Verdict {
  return verdict(snapshot, componentsOf(visibleSections(snapshot.sections)));
}

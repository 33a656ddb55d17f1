import { componentsOf, renderComponent, visibleSections } from '../../web/page/componentList.tsx';
import { renderHome } from '../../web/page/home.tsx';
import type { Id } from '../domain/id.ts';
import type { Artifact } from './artifact.ts';
import type { Assets } from './assets.ts';
import { makeLargePage } from './page.ts';
import type { Snapshot } from './snapshot.ts';
import { Turns } from './turns.ts';

/** `/` as bytes, made in slices. */
export async function publishHome(snapshot: Snapshot, assets: Assets): Promise<Artifact> {
  const rendered = new Map<Id, string>();
  const turns = new Turns();
  for (const component of componentsOf(visibleSections(snapshot.sections))) {
    await turns.next();
    rendered.set(component.id, renderComponent(component, snapshot));
  }
  return makeLargePage(renderHome(snapshot, assets, rendered), assets);
}

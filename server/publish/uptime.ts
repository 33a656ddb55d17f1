import { renderUptimeOverview, renderUptimeRow } from '../../web/page/uptime.tsx';
import type { Id } from '../domain/id.ts';
import type { Artifact } from './artifact.ts';
import type { Assets } from './assets.ts';
import { makeLargePage } from './page.ts';
import type { UptimeOverview } from './snapshot.ts';
import { Turns } from './turns.ts';

/** `/uptime` as bytes, made in slices. */
export async function publishUptime(view: UptimeOverview, assets: Assets): Promise<Artifact> {
  const rendered = new Map<Id, string>();
  const turns = new Turns();
  for (const component of view.sections.flatMap((section) => section.components)) {
    await turns.next();
    rendered.set(component.id, renderUptimeRow(component, view));
  }
  return makeLargePage(renderUptimeOverview(view, assets, rendered), assets);
}

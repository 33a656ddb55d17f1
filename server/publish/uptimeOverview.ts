import { byPosition, type Component, type ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact } from '../domain/impact.ts';
import { lastMonths, monthWindow } from '../domain/months.ts';
import { meanRatio, printShortPercentage, type Ratio, uptimeRatio } from '../domain/percentage.ts';
import { listSections } from './sections.ts';
import type { PublicPage, UptimeOverview } from './snapshot.ts';
import { byComponent, statusNow, type TrackContext, track } from './track.ts';
import { inOrder, Turns } from './turns.ts';

export const overviewMonths = 12;

/** Each component with its last twelve calendar months. `impacts` are those that overlap them. Made in slices. */
export async function buildUptimeOverview(
  page: PublicPage,
  groups: readonly ComponentGroup[],
  components: readonly Component[],
  impacts: readonly Impact[],
  context: TrackContext,
): Promise<UptimeOverview> {
  const months = lastMonths(context.now, overviewMonths, context.timeZone);
  const windows = months.map((month) => monthWindow(month, context.timeZone));
  const grouped: ReadonlyMap<Id, readonly Impact[]> = byComponent(impacts);
  const turns = new Turns();
  const sections: UptimeOverview['sections'][number][] = [];
  const ungrouped: UptimeOverview['sections'][number]['components'][number][] = [];
  for (const { group, components: listed } of listSections(groups, components)) {
    const rows = await inOrder([...listed].sort(byPosition), async (component) => {
      await turns.next();
      const own = grouped.get(component.id) ?? [];
      const ratios = windows.map((window): Ratio | null =>
        uptimeRatio(track(component, own, window, context)),
      );
      return { component, ratios, status: statusNow(own, context.now).status };
    });
    const printed = rows.map(({ component, ratios, status }) => ({
      id: component.id,
      name: component.name,
      status,
      uptime: ratios.map(printShortPercentage),
    }));
    if (!group) {
      ungrouped.push(...printed);
      continue;
    }
    const uptime = months.map((_, month) =>
      printShortPercentage(meanRatio(rows.map(({ ratios }) => ratios[month] ?? null))),
    );
    sections.push({ group: { id: group.id, name: group.name, uptime }, components: printed });
  }
  if (ungrouped.length > 0) sections.push({ group: null, components: ungrouped });
  return { page, builtAt: context.now, months, sections };
}

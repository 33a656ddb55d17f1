import type { Change } from './command.ts';
import type { Impact, ImpactSource } from './impact.ts';

/** The impacts after these changes, by source, so that an import of many reports is not searched for each of them. */
export function impactsAfter(impacts: readonly Impact[], changes: readonly Change[]): Impact[] {
  const bySource = new Map<string, Impact[]>();
  const add = (impact: Impact): void => {
    const own = bySource.get(keyOf(impact.source));
    if (own) own.push(impact);
    else bySource.set(keyOf(impact.source), [impact]);
  };
  for (const impact of impacts) add(impact);
  for (const change of changes) {
    if (!('put' in change)) continue;
    if (change.put === 'impacts') bySource.set(keyOf(change.source), [...change.impacts]);
    if (change.put !== 'impact') continue;
    const { source, componentId, startedAt } = change.impact;
    const own = bySource.get(keyOf(source)) ?? [];
    const others = own.filter((one) => one.componentId !== componentId || one.startedAt !== startedAt);
    bySource.set(keyOf(source), [...others, change.impact]);
  }
  return [...bySource.values()].flat();
}

function keyOf({ kind, id }: ImpactSource): string {
  return `${kind} ${id}`;
}

import type {
  PublicComponent,
  PublicDay,
  PublicGroup,
  Section,
  Snapshot,
} from '../../server/publish/snapshot.ts';
import { Bars } from './bars.tsx';
import { StatusMark } from './icons.tsx';
import { useWords } from './language.ts';
import { methodPath } from './paths.ts';
import { UptimeOf } from './uptimeOf.tsx';

/** Above this, what is operational arrives folded; what is affected never does. */
const readableCount = 20;

/** The sections as they stand on the page: without components that show only when degraded, and without empty groups. */
export function visibleSections(sections: readonly Section[]): readonly Section[] {
  return sections.flatMap((section): Section[] => {
    if (section.kind === 'component') return isVisible(section.component) ? [section] : [];
    const components = section.components.filter(isVisible);
    return components.length > 0 ? [{ ...section, components }] : [];
  });
}

export function componentsOf(sections: readonly Section[]): readonly PublicComponent[] {
  return sections.flatMap((section) => (section.kind === 'group' ? section.components : [section.component]));
}

function isVisible(component: PublicComponent): boolean {
  return !component.onlyShowIfDegraded || component.status !== 'operational';
}

type ListProps = { readonly sections: readonly Section[]; readonly days: Snapshot['days'] };

export function ComponentList({ sections, days }: ListProps) {
  const { systems, method } = useWords();
  const folds = componentsOf(sections).length > readableCount;
  return (
    <section class="systems" aria-label={systems} data-first-day={days[0]?.date}>
      {cards(sections).map((card) =>
        card.group ? (
          <GroupCard
            key={card.group.id}
            group={card.group}
            components={card.components}
            days={days}
            folds={folds}
          />
        ) : (
          <div key={card.components[0]?.id} class="card">
            <Components components={card.components} days={days} />
          </div>
        ),
      )}
      <p class="method">
        <a href={methodPath}>{method}</a>
      </p>
    </section>
  );
}

/** One card for each group, and one for each stretch of components without a group. */
function cards(
  sections: readonly Section[],
): readonly { group: PublicGroup | null; components: readonly PublicComponent[] }[] {
  const found: { group: PublicGroup | null; components: PublicComponent[] }[] = [];
  for (const section of sections) {
    const last = found.at(-1);
    if (section.kind === 'group') found.push({ group: section.group, components: [...section.components] });
    else if (last && last.group === null) last.components.push(section.component);
    else found.push({ group: null, components: [section.component] });
  }
  return found;
}

type GroupProps = {
  readonly group: PublicGroup;
  readonly components: readonly PublicComponent[];
  readonly days: readonly PublicDay[];
  readonly folds: boolean;
};

function GroupCard({ group, components, days, folds }: GroupProps) {
  const { restOfGroup } = useWords();
  const head = (
    <>
      <h2>{group.name}</h2>
      <span class="mean">
        <UptimeOf uptime={group.uptime} />
      </span>
      <StatusMark status={group.status} />
    </>
  );
  const description = group.description && <p class="about">{group.description}</p>;
  const body = (shown: readonly PublicComponent[]) => (
    <Components components={shown} days={days} level="h3" />
  );
  const affected = components.filter(({ status }) => status !== 'operational');
  const rest = components.filter(({ status }) => status === 'operational');
  if (folds && affected.length === 0) {
    return (
      <details class="card group">
        <summary class="head">{head}</summary>
        {description}
        {body(components)}
      </details>
    );
  }
  return (
    <section class="card group">
      <div class="head">{head}</div>
      {description}
      {body(folds ? affected : components)}
      {folds && rest.length > 0 && (
        <details class="rest">
          <summary>{restOfGroup(rest.length)}</summary>
          {body(rest)}
        </details>
      )}
    </section>
  );
}

type ComponentsProps = {
  readonly components: readonly PublicComponent[];
  readonly days: readonly PublicDay[];
  readonly level?: 'h2' | 'h3';
};

function Components({ components, days, level: Heading = 'h2' }: ComponentsProps) {
  return (
    <>
      {components.map((component) => (
        <article key={component.id} class="component">
          <div class="head">
            <Heading>{component.name}</Heading>
            <StatusMark status={component.status} />
          </div>
          {component.description && <p class="about">{component.description}</p>}
          <Bars component={component} days={days} />
        </article>
      ))}
    </>
  );
}

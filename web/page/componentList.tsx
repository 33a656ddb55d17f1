import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import type {
  PublicComponent,
  PublicDay,
  PublicGroup,
  Section,
  Snapshot,
} from '../../server/publish/snapshot.ts';
import { Bars } from './bars.tsx';
import { StatusMark } from './icons.tsx';
import { Spoken, useWords } from './language.ts';
import { methodPath } from './paths.ts';
import { UptimeOf } from './uptimeOf.tsx';
import { wordsIn } from './words/languages.ts';

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

/** Components by id as HTML that was rendered before: the page is then put together at once, however many there are. */
export type Rendered = ReadonlyMap<string, string>;

/** One component as it stands in the list. */
export function renderComponent(component: PublicComponent, { page, days }: Snapshot): string {
  return renderToString(
    <Spoken value={wordsIn(page.language)}>
      <ComponentArticle component={component} days={days} />
    </Spoken>,
  );
}

type ListProps = {
  readonly sections: readonly Section[];
  readonly days: Snapshot['days'];
  readonly rendered: Rendered;
};

export function ComponentList({ sections, days, rendered }: ListProps) {
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
            rendered={rendered}
            folds={folds}
          />
        ) : (
          <div key={card.components[0]?.id} class="card">
            <Components components={card.components} days={days} rendered={rendered} />
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
  readonly rendered: Rendered;
  readonly folds: boolean;
};

function GroupCard({ group, components, days, rendered, folds }: GroupProps) {
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
    <Components components={shown} days={days} rendered={rendered} />
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
  readonly rendered: Rendered;
};

function Components({ components, days, rendered }: ComponentsProps) {
  return (
    <>
      {components.map((component) => {
        const html = rendered.get(component.id);
        return html === undefined ? (
          <ComponentArticle key={component.id} component={component} days={days} />
        ) : (
          jsxTemplate([html])
        );
      })}
    </>
  );
}

type ArticleProps = { readonly component: PublicComponent; readonly days: readonly PublicDay[] };

function ComponentArticle({ component, days }: ArticleProps) {
  const Heading = component.groupId === null ? 'h2' : 'h3';
  return (
    <article class="component">
      <div class="head">
        <Heading>{component.name}</Heading>
        <StatusMark status={component.status} />
      </div>
      {component.description && <p class="about">{component.description}</p>}
      <Bars component={component} days={days} />
    </article>
  );
}

import { useState } from 'preact/hooks';
import type { Page } from '../api/shapes.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Field } from '../parts/field.tsx';
import { componentsOf, useEntries } from '../parts/page.ts';
import { Segments } from '../parts/segments.tsx';
import { words } from '../words/words.ts';
import { inHtml, inMarkdown, originOf } from './snippets.ts';

const spans = ['status', '7', '30', '90'] as const;

/** A badge of the page or of a component, as it is now, and the code for it. */
export function Badges({ page }: { page: Page }) {
  const [wanted, setWanted] = useState('');
  const [span, setSpan] = useState<(typeof spans)[number]>('status');
  const components = componentsOf(useEntries().answer?.body ?? []);
  const texts = words.value.page;
  const component = components.find((one) => one.component.id === wanted)?.component;
  const isUptime = component !== undefined && span !== 'status';
  const origin = originOf(page);
  const name = component?.name ?? page.name;
  const image = component
    ? `/badge/${component.id}.svg${isUptime ? `?show=uptime&days=${span}` : ''}`
    : '/badge.svg';
  const url = origin + image;
  const link = isUptime ? `${origin}/uptime/${component.id}` : `${origin}/`;
  return (
    <>
      <p class="lead">{texts.badgesLead}</p>
      <Field label={texts.badgeOf}>
        {(control) => (
          <select {...control} value={wanted} onChange={(event) => setWanted(event.currentTarget.value)}>
            <option value="">{texts.badgeOfPage}</option>
            {components.map(({ component: { id, name: own }, group }) => (
              <option key={id} value={id}>
                {group ? `${group.name} – ${own}` : own}
              </option>
            ))}
          </select>
        )}
      </Field>
      {component && (
        <Segments
          legend={texts.badgeShows}
          options={spans.map((value) => ({ value, label: texts.badgeSpan(Number(value) || null) }))}
          value={span}
          onChange={setSpan}
        />
      )}
      <p>
        <img key={image} class="badge" src={image} alt={texts.badgeAlt(name)} />
      </p>
      <Copyable label="Markdown" text={`[![${inMarkdown(name)}](${url})](${link})`} />
      <Copyable
        label="HTML"
        text={`<a href="${link}"><img src="${inHtml(url)}" alt="${inHtml(name)}"></a>`}
      />
      <Copyable label={texts.badgeAddress} text={url} />
    </>
  );
}

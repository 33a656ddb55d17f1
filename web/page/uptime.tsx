import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import type { UptimeOverview } from '../../server/publish/snapshot.ts';
import type { Rendered } from './componentList.tsx';
import { type Assets, renderDocument } from './document.tsx';
import { Icon } from './icons.tsx';
import { Spoken, useWords } from './language.ts';
import { ledgerPath, uptimePath } from './paths.ts';
import { wordsIn } from './words/languages.ts';
import { printMonth, shortMonth } from './words/months.ts';
import { localDecimal } from './words/numbers.ts';
import { policySentences } from './words/policy.ts';

/**
 * `/uptime`: twelve months of every component, and how the numbers are made. Rows that are not `rendered` yet are now.
 */
export function renderUptimeOverview(
  view: UptimeOverview,
  assets: Assets,
  rendered: Rendered = new Map(),
): string {
  const words = wordsIn(view.page.language);
  const month = (position: number) => printMonth(words.dates, view.months.at(position) ?? '');
  return renderDocument({
    now: view,
    assets,
    title: words.uptime,
    description: words.uptimeDescription(view.page.name),
    path: uptimePath,
    tone: 'unknown',
    here: 'uptime',
    children: (
      <>
        <h1>{words.uptime}</h1>
        <p class="lead">{words.uptimeLead(month(0), month(-1))}</p>
        {view.sections.length === 0 && <p class="none">{words.noComponents}</p>}
        {view.sections.map((section) => (
          <SectionTable
            key={section.group?.id ?? section.components[0]?.id}
            section={section}
            months={view.months}
            rendered={rendered}
          />
        ))}
        <Method view={view} />
      </>
    ),
  });
}

type Section = UptimeOverview['sections'][number];

/** One component's row. */
export function renderUptimeRow(
  component: Section['components'][number],
  { page, months }: Pick<UptimeOverview, 'page' | 'months'>,
): string {
  return renderToString(
    <Spoken value={wordsIn(page.language)}>
      <Row component={component} months={months} />
    </Spoken>,
  );
}

type SectionProps = {
  readonly section: Section;
  readonly months: readonly string[];
  readonly rendered: Rendered;
};

function SectionTable({ section: { group, components }, months, rendered }: SectionProps) {
  const words = useWords();
  const { dates } = words;
  return (
    <div class="card">
      <table class="months">
        <caption>{group ? group.name : words.components}</caption>
        <thead>
          <tr>
            <td />
            {months.map((month) => (
              <th key={month} scope="col">
                <abbr title={printMonth(dates, month)}>{shortMonth(dates, month)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {components.map((component) => {
            const html = rendered.get(component.id);
            return html === undefined ? (
              <Row key={component.id} component={component} months={months} />
            ) : (
              jsxTemplate([html])
            );
          })}
        </tbody>
        {group && (
          <tfoot>
            <tr>
              <th scope="row">{words.groupMean}</th>
              {months.map((month, i) => (
                <Cell key={month} month={month} uptime={group.uptime[i] ?? null} href={null} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

type RowProps = { readonly component: Section['components'][number]; readonly months: readonly string[] };

function Row({ component: { id, name, status, uptime }, months }: RowProps) {
  const { statusWord } = useWords();
  return (
    <tr>
      <th scope="row">
        <span class={`status ${status}`}>
          <Icon status={status} />
          <span class="sr">{statusWord[status]}: </span>
        </span>
        <a href={ledgerPath(id)}>{name}</a>
      </th>
      {months.map((month, i) => (
        <Cell key={month} month={month} uptime={uptime[i] ?? null} href={ledgerPath(id, month)} />
      ))}
    </tr>
  );
}

function Cell({ month, uptime, href }: { month: string; uptime: string | null; href: string | null }) {
  const { dates, noData } = useWords();
  const shown = uptime === null ? noData : localDecimal(dates.locale, uptime);
  return (
    <td data-label={shortMonth(dates, month)} class={uptime === null ? 'none' : undefined}>
      {uptime === null || href === null ? shown : <a href={href}>{shown}</a>}
    </td>
  );
}

function Method({ view: { page } }: { view: UptimeOverview }) {
  const words = useWords();
  return (
    <section id="method">
      <h2>{words.method}</h2>
      <div class="prose">
        {words.howCalculated.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p>{words.policyOfPage}</p>
        <ul>
          {policySentences(words, page.policy).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>{words.zoneOfDays(page.timeZone)}</li>
        </ul>
      </div>
    </section>
  );
}

import type { UptimeOverview } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { Icon } from './icons.tsx';
import { ledgerPath, uptimePath } from './paths.ts';
import {
  howCalculated,
  percent,
  policySentences,
  printMonth,
  shortMonth,
  statusWord,
  texts,
  uptimeDescription,
  uptimeLead,
  zoneSentence,
} from './words.ts';

/** `/uptime`: twelve months of every component, and how the numbers are made. */
export function renderUptimeOverview(view: UptimeOverview, assets: Assets): string {
  return renderDocument({
    now: view,
    assets,
    title: texts.uptime,
    description: uptimeDescription(view.page.name),
    path: uptimePath,
    tone: 'unknown',
    here: 'uptime',
    children: (
      <>
        <h1>{texts.uptime}</h1>
        <p class="lead">{uptimeLead(view.months[0] ?? '', view.months.at(-1) ?? '')}</p>
        {view.sections.length === 0 && <p class="none">{texts.noComponents}</p>}
        {view.sections.map((section) => (
          <SectionTable
            key={section.group?.id ?? section.components[0]?.id}
            section={section}
            months={view.months}
          />
        ))}
        <Method view={view} />
      </>
    ),
  });
}

type SectionProps = {
  readonly section: UptimeOverview['sections'][number];
  readonly months: readonly string[];
};

function SectionTable({ section: { group, components }, months }: SectionProps) {
  return (
    <div class="card">
      <table class="months">
        <caption>{group ? group.name : texts.components}</caption>
        <thead>
          <tr>
            <td />
            {months.map((month) => (
              <th key={month} scope="col">
                <abbr title={printMonth(month)}>{shortMonth(month)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {components.map(({ id, name, status, uptime }) => (
            <tr key={id}>
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
          ))}
        </tbody>
        {group && (
          <tfoot>
            <tr>
              <th scope="row">{texts.groupMean}</th>
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

function Cell({ month, uptime, href }: { month: string; uptime: string | null; href: string | null }) {
  return (
    <td data-label={shortMonth(month)} class={uptime === null ? 'none' : undefined}>
      {uptime === null || href === null ? (uptime ?? percent(null)) : <a href={href}>{uptime}</a>}
    </td>
  );
}

function Method({ view: { page } }: { view: UptimeOverview }) {
  return (
    <section id="method">
      <h2>{texts.method}</h2>
      <div class="prose">
        {howCalculated.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <p>{texts.policyOfPage}</p>
        <ul>
          {policySentences(page.policy).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>{zoneSentence(page.timeZone)}</li>
        </ul>
      </div>
    </section>
  );
}

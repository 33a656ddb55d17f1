import type { UptimeOverview } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './language.ts';
import { ledgerPath, uptimePath } from './paths.ts';
import { wordsIn } from './words/languages.ts';
import { printMonth, shortMonth } from './words/months.ts';
import { localDecimal } from './words/numbers.ts';
import { policySentences } from './words/policy.ts';

/** `/uptime`: twelve months of every component, and how the numbers are made. */
export function renderUptimeOverview(view: UptimeOverview, assets: Assets): string {
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
  const words = useWords();
  const { dates, statusWord } = words;
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

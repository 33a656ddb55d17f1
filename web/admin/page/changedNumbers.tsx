import type { Consequences } from '../api/shapes.ts';
import type { DryRun } from '../parts/dryRun.ts';
import { sentenceOf } from '../parts/errorText.tsx';
import { words } from '../words/words.ts';

type Uptime = { readonly uptime: string | null };
type Row = { readonly id: string; readonly name: string; readonly before: Uptime; readonly after: Uptime };

/** The components and groups that would print another number for the last 90 days. */
export function changedNumbers(consequences: Consequences): readonly Row[] {
  return [
    ...consequences.would_change_group_numbers.map((row) => ({ ...row, id: row.group_id })),
    ...consequences.would_change_numbers.map((row) => ({ ...row, id: row.component_id })),
  ].filter(({ before, after }) => before.uptime !== after.uptime);
}

/** Each of them, before and after. */
export function ChangedNumbers({ run: { consequences, error, busy } }: { run: DryRun }) {
  const { noData } = words.value.preview;
  const texts = words.value.page;
  const rows = consequences && changedNumbers(consequences);
  const print = ({ uptime }: Uptime): string => (uptime === null ? noData : `${uptime} %`);
  return (
    <div class="stack" role="status" aria-busy={busy}>
      <h3>{texts.numbersTitle}</h3>
      {error !== null && <p class="error">{sentenceOf(error)}</p>}
      {rows === null && error === null && <p class="none">{words.value.parts.loading}</p>}
      {rows?.length === 0 && <p>{texts.noNumber}</p>}
      {rows && rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.columns.name}</th>
              <th scope="col">{texts.columns.before}</th>
              <th scope="col">{texts.columns.after}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.name}</th>
                <td>{print(row.before)}</td>
                <td>{print(row.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

import type { Consequences } from '../api/shapes.ts';
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

/** What a change does to the numbers: before and after, one line each; nothing where it does nothing. */
export function ChangedNumbers({ consequences }: { consequences: Consequences }) {
  const texts = words.value.preview;
  const rows = changedNumbers(consequences);
  const print = ({ uptime }: Uptime): string => (uptime === null ? texts.noData : `${uptime} %`);
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{texts.numberChanges}</h3>
      <table>
        <thead>
          <tr>
            {texts.numberColumns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, before, after }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{print(before)}</td>
              <td>{print(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

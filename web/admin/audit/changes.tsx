import { useState } from 'preact/hooks';
import type { AuditEntry } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { useZone } from '../parts/page.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { type Difference, differencesOf } from './differences.ts';

/** An import writes thousands of records at once. */
const atOnce = 20;

/** What an entry wrote, record by record and field by field. */
export function Changes({ changes }: { changes: AuditEntry['changes'] }) {
  const [shown, setShown] = useState(atOnce);
  const texts = words.value.audit;
  const known = changes
    .slice(0, shown)
    .map((change) => ({ ...change, differences: differencesOf(change.before, change.after) }))
    .filter(({ differences }) => differences.length > 0);
  return (
    <>
      {known.length === 0 && <p class="none">{texts.nothingToShow}</p>}
      {known.map((change, position) => (
        <RecordChange key={`${change.kind} ${position}`} {...change} />
      ))}
      {changes.length > shown && (
        <Button onClick={() => setShown(shown + atOnce)}>{words.value.parts.more}</Button>
      )}
    </>
  );
}

type Known = AuditEntry['changes'][number] & { readonly differences: readonly Difference[] };

function RecordChange({ kind, before, after, differences }: Known) {
  const texts = words.value.audit;
  const label = texts.records[kind] ?? kind;
  const done = before === null ? texts.added : after === null ? texts.removed : texts.changed;
  return (
    <table class="difference">
      <caption>
        {label} · {done}
      </caption>
      <thead>
        <tr>
          <th scope="col">{texts.field}</th>
          <th scope="col">{texts.before}</th>
          <th scope="col">{texts.after}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, before: was, after: is }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>
              <Value field={field} value={was} />
            </td>
            <td>
              <Value field={field} value={is} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const longest = 500;

function Value({ field, value }: { field: string; value: unknown }) {
  const zone = useZone();
  const texts = words.value.audit;
  if (value === undefined || value === null || value === '') return texts.nothing;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number' && /(At|For|Until)$/.test(field)) return printInstant(value, zone);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > longest ? `${text.slice(0, longest)} …` : text;
}

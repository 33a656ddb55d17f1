/** A row of a CSV file and the line on which it begins, counted from 1; or what ends the reading there. */
export type CsvRow =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly problem: string };

/** The rows of a CSV file (RFC 4180), without empty lines. Signs that were disarmed for spreadsheets are as they were. */
export function* readCsv(text: string): Generator<CsvRow> {
  const plain = /[^,\r\n]*/y;
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const begun = line;
    const fields: string[] = [];
    do {
      if (fields.length > 0) at += 1;
      if (text[at] === '"') {
        const quoted = readQuoted(text, at);
        if (!quoted) {
          yield { line: begun, problem: 'has a quoted field that does not end' };
          return;
        }
        fields.push(quoted.value);
        line += quoted.value.split('\n').length - 1;
        at = quoted.end;
      } else {
        plain.lastIndex = at;
        const value = plain.exec(text)?.[0] ?? '';
        fields.push(value);
        at += value.length;
      }
    } while (text[at] === ',');
    if (at < text.length && !/[\r\n]/.test(text.charAt(at))) {
      yield { line: begun, problem: 'has something between a quoted field and the next comma' };
      return;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line += 1;
    if (fields.some((field) => field !== '')) yield { line: begun, fields: fields.map(armed) };
  }
}

/** `end` is behind the closing quote. Null: there is none. */
function readQuoted(text: string, start: number): { readonly value: string; readonly end: number } | null {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return { value: parts.join('"'), end: quote + 1 };
    from = quote + 2;
  }
}

function armed(field: string): string {
  return /^'[=+\-@]/.test(field) ? field.slice(1) : field;
}

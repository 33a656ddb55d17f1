import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Drill, Outcome } from './drill.ts';

/** What came of a drill, and where and when it was. */
export type Result = Outcome & {
  readonly drill: Pick<Drill, 'name' | 'summary'>;
  readonly data: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly isShort: boolean;
};

/** All that was expected was seen, and the control failed. */
export function isGood({ expectations, control }: Outcome): boolean {
  return control.failed && expectations.every(({ holds }) => holds);
}

/** For a terminal. */
export function resultText({ drill, expectations, control, tookMs, ...rest }: Result): string {
  const lines = expectations.map(
    ({ expected, saw, holds }) => `  ${holds ? 'yes' : 'NO '}  ${expected}\n       ${saw}\n`,
  );
  return [
    `${drill.name}: ${drill.summary}; ${verdict({ expectations, control })} (${seconds(tookMs)}, ${rest.data})\n`,
    ...lines,
    `  ${control.failed ? 'yes' : 'NO '}  the control fails, without ${control.without}\n       ${control.saw}\n`,
  ].join('');
}

/** One line of JSON for programs. */
export function resultJson(result: Result, report: string): string {
  const { drill, expectations, control, data, startedAt, tookMs, isShort } = result;
  return JSON.stringify({
    drill: drill.name,
    ok: isGood(result),
    at: new Date(startedAt).toISOString(),
    took_ms: tookMs,
    short: isShort,
    data,
    expectations,
    control,
    report,
  });
}

/** Keeps the result as `DIRECTORY/2026-11-25T194105Z-NAME.md`, and answers with the path. */
export function writeReport(directory: string, result: Result): string {
  const moment = new Date(result.startedAt).toISOString();
  const stamp = moment.replaceAll(':', '').replace(/\.\d+/, '');
  const file = path.join(directory, `${stamp}-${result.drill.name}.md`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, markdown(result, moment));
  return file;
}

function markdown(result: Result, moment: string): string {
  const { drill, expectations, control, data, tookMs, isShort } = result;
  const rows = expectations.map(
    ({ expected, saw, holds }) => `| ${cell(expected)} | ${cell(saw)} | ${holds ? 'yes' : '**no**'} |\n`,
  );
  return [
    `# Drill ${drill.name}: ${verdict(result)}\n\n`,
    `${moment}, ${seconds(tookMs)}${isShort ? ', short form' : ''}, Node.js ${process.version}, on ${data}.\n\n`,
    `What was done: ${drill.summary}.\n\n`,
    '| expected | seen | holds |\n| --- | --- | --- |\n',
    ...rows,
    `\nThe control does the same without ${control.without}, and has to fail: ${control.saw}. `,
    control.failed ? 'It failed.\n' : '**It did not fail, so this drill shows nothing.**\n',
  ].join('');
}

function verdict(outcome: Outcome): string {
  if (isGood(outcome)) return 'all as expected';
  return outcome.control.failed ? 'not as expected' : 'the control did not fail';
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

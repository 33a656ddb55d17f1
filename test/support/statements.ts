import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { onTestFinished, vi } from 'vitest';

export type Statements = {
  /** The text of every statement that was run, without the values it was given. */
  readonly texts: () => Set<string>;
  readonly clear: () => void;
};

/** Records what is run on either engine until the test ends. */
export function recordStatements(): Statements {
  const spies = [vi.spyOn(Sqlite.prototype, 'prepare'), vi.spyOn(pg.Client.prototype, 'query')];
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return {
    texts: () => new Set(spies.flatMap(({ mock }) => mock.calls.map(([asked]) => textOf(asked)))),
    clear: () => {
      for (const spy of spies) spy.mockClear();
    },
  };
}

function textOf(asked: unknown): string {
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : String(asked);
}

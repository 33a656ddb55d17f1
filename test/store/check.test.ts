import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Location, Store } from '../../server/store/store.ts';
import { dialects, freshLocation, open, plainSql } from '../support/stores.ts';

/** A database with five audit entries, and nothing wrong with it. */
async function audited(dialect: (typeof dialects)[number]): Promise<{ location: Location; store: Store }> {
  const location = await freshLocation(dialect);
  const store = await open(location);
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
    await store.perform({ type: 'addGroup', name }, { actor: 'somebody' });
  }
  expect(await store.check()).toEqual([]);
  return { location, store };
}

describe.each(dialects)('%s', (dialect) => {
  test.each([
    ['a payload', "UPDATE audit_entries SET payload = '[]' WHERE revision = 2"],
    ['an actor', "UPDATE audit_entries SET actor = 'nobody' WHERE revision = 2"],
    ['an instant', 'UPDATE audit_entries SET at = at + 1 WHERE revision = 2'],
  ])('finds that %s was changed', async (_, change) => {
    const { location, store } = await audited(dialect);
    await plainSql(location, change);
    expect(await store.check()).toEqual(['audit entry 2 is not what was written']);
  });

  test('finds a removed entry', async () => {
    const { location, store } = await audited(dialect);
    await plainSql(location, 'DELETE FROM audit_entries WHERE revision = 3');
    expect(await store.check()).toEqual(['audit entry 3 is missing']);
  });

  test('finds that the last entries are removed', async () => {
    const { location, store } = await audited(dialect);
    await plainSql(location, 'DELETE FROM audit_entries WHERE revision > 3');
    expect(await store.check()).toEqual(['audit entries 4 to 5 are missing']);
  });

  test('finds two swapped entries', async () => {
    const { location, store } = await audited(dialect);
    await plainSql(location, 'UPDATE audit_entries SET revision = -2 WHERE revision = 2');
    await plainSql(location, 'UPDATE audit_entries SET revision = 2 WHERE revision = 3');
    await plainSql(location, 'UPDATE audit_entries SET revision = 3 WHERE revision = -2');
    expect(await store.check()).toEqual([
      'audit entry 2 is not what was written',
      'audit entry 3 is not what was written',
      'audit entry 4 is not what was written',
    ]);
  });

  test('finds impacts that do not follow from the updates', async () => {
    const { location, store } = await audited(dialect);
    const by = { actor: 'somebody' };
    const added = await store.perform({ type: 'addComponent', name: 'API' }, by);
    const componentId = ('subjectId' in added && added.subjectId) || '';
    const opened = await store.perform(
      {
        type: 'openIncident',
        name: 'Trouble',
        status: 'investigating',
        text: { source: 'Words.', html: '<p>Words.</p>' },
        statuses: { [componentId]: 'major_outage' },
      },
      by,
    );
    const incidentId = 'subjectId' in opened ? opened.subjectId : '';
    expect(await store.check()).toEqual([]);
    await plainSql(location, "UPDATE impacts SET status = 'partial_outage'");
    expect(await store.check()).toEqual([
      `the impacts of incident ${incidentId} do not follow from its updates`,
    ]);
  });

  test('finds a page that names another head or an older revision', async () => {
    const { location, store } = await audited(dialect);
    await plainSql(location, 'UPDATE page SET revision = 4');
    expect(await store.check()).toEqual([
      'the page does not name the last audit entry',
      "audit entry 5 is beyond the page's revision 4",
    ]);
    await plainSql(location, "UPDATE page SET revision = 5, audit_head = 'abc'");
    expect(await store.check()).toEqual(['the page does not name the last audit entry']);
  });
});

test('finds a row that refers to nothing', async () => {
  const { location, store } = await audited('sqlite');
  if (!('file' in location)) throw new Error('SQLite has a file');
  const connection = new Sqlite(location.file);
  connection.pragma('foreign_keys = OFF');
  connection.exec("INSERT INTO impacts VALUES ('manual', 'x', 'x', 'major_outage', 1, NULL, NULL)");
  connection.close();
  expect(await store.check()).toEqual(['row 1 of impacts refers to a missing row of components']);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileOnDisk } from '../../server/cli/import/fileOnDisk.ts';
import { readStatuspage } from '../../server/statuspageImport/readStatuspage.ts';
import { startApplication, type TestApplication } from './application.ts';

const folder = path.resolve(import.meta.dirname, '../fixtures/statuspage');

/** A JSON value that is looked into without knowing its shape. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A recorded answer of a real Statuspage, by the name of its file. */
export function recording(name: string): JsonObject {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}

/** Imports recordings as the command line does. */
export async function importRecordings(
  application: TestApplication,
  names: readonly string[],
): Promise<void> {
  const reading = await readStatuspage(
    names.map((name) => fileOnDisk(path.join(folder, `${name}.json`))),
    { now: application.clock.now(), skipInvalid: false },
  );
  for (const command of reading.batches) await application.act(command);
  if (reading.statuses) await application.act(reading.statuses);
}

/** The product after it imported these recordings, at the moment at which the first one was made. */
export async function startImported(...names: string[]): Promise<TestApplication> {
  const [first = ''] = names;
  const { page } = recording(first) as { page: { updated_at: string } };
  const application = await startApplication({ now: Date.parse(page.updated_at) });
  await importRecordings(application, names);
  return application;
}

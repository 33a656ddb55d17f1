import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import { checkSubscriber } from '../../domain/decideSubscriber.ts';
import { normalizeEmail } from '../../domain/emailAddress.ts';
import { type Language, languages } from '../../domain/language.ts';
import { type Subscriber, subscriberStates } from '../../domain/subscriber.ts';
import type { WantedSubscriber } from '../../domain/subscriberCommand.ts';
import { channelIds, channelNamed } from '../../notify/channels.ts';
import { csvLine } from '../../publish/csv.ts';
import type { Desk } from './desk.ts';
import { email, flag, id, maybe, timeZone } from './fields.ts';
import { operation } from './operation.ts';
import { readCsv } from './readCsv.ts';
import { Refused } from './refused.ts';

const path = '/pages/{page_id}/subscribers';
/** Between as many everybody else has a turn. */
const perStep = 200;
/** Of lines that cannot be used this many are answered. */
const problemsAnswered = 100;

const ids = z
  .string()
  .transform((text) => text.split(/\s+/).filter((word) => word !== ''))
  .pipe(z.array(id));

/** The columns of a file of subscribers, in the order in which they are exported. An empty field says nothing. */
const row = z.object({
  channel: maybe(z.enum(channelIds)),
  address: z.string().min(1, 'must not be empty').max(2_048, 'must have at most 2048 characters'),
  state: maybe(z.enum(subscriberStates)),
  groups: ids,
  components: ids,
  incidents: maybe(flag),
  maintenances: maybe(flag),
  language: maybe(z.enum(languages)),
  time_zone: maybe(timeZone),
  contact_email: maybe(email),
});
type Row = z.output<typeof row>;
const columns = row.keyof().options;

const exportFile = operation({
  method: 'GET',
  path: `${path}.csv`,
  role: 'admin',
  summary: 'All subscribers of the page as CSV, also those who left; what `import` takes',
  answer: { status: 200, schema: z.string(), lines: 'csv' },
  run: async ({ desk }) => exportLines(desk),
});

/** Reads on as fast as it is taken, so that any number of subscribers needs little memory. */
async function* exportLines({ subscriptions }: Desk): AsyncGenerator<string> {
  yield csvLine(columns);
  let last = '';
  for (;;) {
    const some = await subscriptions.after(last, perStep);
    const own = some.filter(({ audience, incidentId }) => audience === 'public' && incidentId === null);
    yield own.map(exportLine).join('');
    const next = some.at(-1);
    if (!next) return;
    last = next.id;
    await setImmediate();
  }
}

function exportLine(subscriber: Subscriber): string {
  const { channel, address, state, scope, incidents, maintenances, language, timeZone: zone } = subscriber;
  const cells: Record<keyof Row, string | null> = {
    channel,
    address,
    state,
    groups: (scope?.groupIds ?? []).join(' '),
    components: (scope?.componentIds ?? []).join(' '),
    incidents: incidents ? 'yes' : 'no',
    maintenances: maintenances ? 'yes' : 'no',
    language,
    time_zone: zone,
    contact_email: subscriber.contactEmail,
  };
  return csvLine(columns.map((column) => cells[column]));
}

export const importedShape = z.object({
  added: z.int(),
  unchanged: z.int().describe('They were there already, or on a line before'),
});

const importFile = operation({
  method: 'POST',
  path: `${path}/import`,
  role: 'admin',
  dangerous: true,
  several: true,
  bodyLimit: 16 * 1024 * 1024,
  summary:
    'Import subscribers from CSV, up to 16 MB, with the columns of `subscribers.csv`, of which only `address` is needed. Nobody is mailed. Lines are imported as active only with `confirmed`, by which you say that these people agreed to hear from you; otherwise as unconfirmed. Who is known stays as they are, so that again it changes nothing',
  body: z.strictObject({
    csv: z.string().min(1, 'must not be empty'),
    confirmed: maybe(flag),
  }),
  answer: {
    status: 200,
    schema: importedShape,
  },
  run: async ({ desk, body: { csv, confirmed = false } }) => {
    const read = await readSubscribers(desk, csv, confirmed);
    let added = 0;
    for (let start = 0; start < read.length; start += perStep) {
      added += await addNew(desk, read.slice(start, start + perStep));
      await setImmediate();
    }
    return { added, unchanged: read.length - added };
  },
});

type Imported = Omit<WantedSubscriber, 'id'> & Pick<Subscriber, 'state'>;

/** How many of them were added. */
async function addNew(desk: Desk, some: readonly Imported[]): Promise<number> {
  const own = await desk.subscriptions.idsFor(some);
  const known = new Set((await desk.subscriptions.byId(own)).map((subscriber) => subscriber.id));
  const fresh = new Map<string, Imported & { readonly id: string }>();
  for (const [position, subscriber] of some.entries()) {
    const subscriberId = own[position] ?? '';
    if (!known.has(subscriberId) && !fresh.has(subscriberId)) {
      fresh.set(subscriberId, { ...subscriber, id: subscriberId });
    }
  }
  if (fresh.size > 0 && desk.acts) {
    await desk.perform({ type: 'importSubscribers', subscribers: [...fresh.values()] });
  }
  return fresh.size;
}

type Problem = { readonly path: string; readonly message: string };

/** The subscribers of all lines. Throws `Refused`, with what is wrong on which line, when one cannot be used. */
async function readSubscribers(desk: Desk, csv: string, isConfirmed: boolean): Promise<Imported[]> {
  const around = await desk.read(async (reads) => ({
    components: await reads.components(),
    groups: await reads.groups(),
    language: (await reads.page()).page.language,
  }));
  const [first, ...rows] = readCsv(csv);
  const header = first && 'fields' in first ? first.fields.map((name) => name.trim().toLowerCase()) : [];
  refuse(headerProblems(header).map((message) => ({ path: 'line 1', message })));
  const problems: Problem[] = [];
  const read: Imported[] = [];
  for (const [position, each] of rows.entries()) {
    if (position % perStep === 0) await setImmediate();
    const found = 'problem' in each ? [each.problem] : readLine(each.fields, { header, around, isConfirmed });
    if (Array.isArray(found)) {
      problems.push(...found.map((message) => ({ path: `line ${each.line}`, message })));
    } else read.push(found);
  }
  refuse(problems);
  return read;
}

function headerProblems(header: readonly string[]): string[] {
  const unknown = header.find((name) => !columns.some((column) => column === name));
  if (!header.includes('address') || unknown !== undefined || new Set(header).size < header.length) {
    return [`must name the columns, each once: address, and any of ${columns.join(', ')}`];
  }
  return [];
}

type Around = {
  readonly components: readonly Component[];
  readonly groups: readonly ComponentGroup[];
  readonly language: Language;
};

/** A subscriber, or what is wrong. */
function readLine(
  fields: readonly string[],
  {
    header,
    around,
    isConfirmed,
  }: { readonly header: readonly string[]; readonly around: Around; readonly isConfirmed: boolean },
): Imported | string[] {
  if (fields.length > header.length) return [`has ${fields.length} fields, and the header ${header.length}`];
  const given = columns.map((column) => [column, fields[header.indexOf(column)]?.trim() ?? ''] as const);
  const result = row.safeParse(Object.fromEntries(given));
  if (!result.success) return result.error.issues.map(({ path, message }) => `${String(path[0])} ${message}`);
  const subscriber = toImported(result.data, around.language, isConfirmed);
  const problem = channelNamed(subscriber.channel).addressProblem(subscriber.address);
  const details = checkSubscriber(around, subscriber)?.refusal.details ?? [];
  const problems = [
    ...(problem === null ? [] : [`address ${problem}`]),
    ...details.map(({ path, message }) => `${columnOf(path)} ${message}`),
  ];
  return problems.length === 0 ? subscriber : problems;
}

function toImported(said: Row, language: Language, isConfirmed: boolean): Imported {
  const channel = said.channel ?? 'email';
  const state = said.state ?? 'active';
  const isEverything = said.groups.length + said.components.length === 0;
  return {
    channel,
    address: channelNamed(channel).normalizeAddress(said.address),
    incidentId: null,
    contactEmail:
      channel === 'email' || said.contact_email === undefined ? null : normalizeEmail(said.contact_email),
    state: state === 'active' && !isConfirmed ? 'unconfirmed' : state,
    scope: isEverything ? null : { groupIds: said.groups, componentIds: said.components },
    incidents: said.incidents ?? true,
    maintenances: said.maintenances ?? true,
    language: said.language ?? language,
    timeZone: said.time_zone ?? null,
  };
}

/** The column of what the rules call by the name that it has in requests. */
function columnOf(path: string): string {
  const names: Readonly<Record<string, keyof Row>> = {
    email: 'contact_email',
    component_ids: 'components',
    group_ids: 'groups',
  };
  return names[path] ?? path;
}

/** Throws `Refused` when there are problems: then nothing is imported. */
function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  throw new Refused({
    fault: 'invalid',
    code: 'import.damaged',
    message: `Nothing was imported. Lines cannot be used, the first one: ${first.path} ${first.message}.`,
    details: problems.slice(0, problemsAnswered),
  });
}

export const subscriberFileOperations = [exportFile, importFile];

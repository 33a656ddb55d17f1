import { z } from 'zod';
import { describeDamage, placeOf } from '../../statuspageImport/damage.ts';
import { importReading, outcomeShape } from '../../statuspageImport/importReading.ts';
import { readStatuspage, type StatuspageReading } from '../../statuspageImport/readStatuspage.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';

const megabyte = 1024 * 1024;
/** Of damaged records this many are answered. */
const damageAnswered = 100;

const file = z.strictObject({
  name: z
    .string()
    .min(1, 'must not be empty')
    .max(255, 'must have at most 255 characters')
    .refine((name) => !/\p{Cc}/u.test(name), 'must not have control characters'),
  text: z.string(),
});

const importFiles = operation({
  method: 'POST',
  path: '/pages/{page_id}/imports/statuspage',
  role: 'admin',
  dangerous: true,
  several: true,
  bodyLimit: 64 * megabyte,
  summary:
    'Import the recorded data of a Statuspage, up to 64 MB: the files that `candor import statuspage` takes; again, it changes nothing',
  body: z.strictObject({ files: z.array(file).min(1, 'must not be empty').max(100) }),
  answer: { status: 200, schema: outcomeShape },
  run: async ({ desk, body: { files } }) => {
    const sources = files.map(({ name, text }) => ({ name, chunks: chunksOf(text) }));
    const reading = await readStatuspage(sources, { now: desk.now, skipInvalid: false });
    refuseUnusable(reading);
    const target = {
      components: () => desk.read((reads) => reads.components()),
      consider: desk.consider.bind(desk),
      perform: desk.perform.bind(desk),
    };
    return importReading(target, reading, { dryRun: !desk.acts });
  },
});

async function* chunksOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += megabyte) yield bytes.subarray(at, at + megabyte);
}

/** Throws `Refused`, with all reasons, when nothing may be imported. */
function refuseUnusable({ unusable, damage, counts }: StatuspageReading): void {
  if (unusable.length > 0) {
    const reasons = unusable.map(({ file: path, message, hint }) => ({
      path,
      message: `${message} ${hint}`,
    }));
    throw refused('import.unusable_file', reasons.map(({ message }) => message).join(' '), reasons);
  }
  const [first] = damage;
  if (!first) return;
  throw refused(
    'import.damaged',
    `Nothing was imported. Of the records ${counts.damaged} cannot be used, the first one: ${describeDamage(first)}.`,
    damage.slice(0, damageAnswered).map((one) => ({
      path: placeOf(one),
      message: one.field === '' ? one.rule : `${one.field} ${one.rule}`,
    })),
  );
}

function refused(
  code: string,
  message: string,
  details: readonly { readonly path: string; readonly message: string }[],
): Refused {
  return new Refused({ fault: 'invalid', code, message, details });
}

export const statuspageImportOperations = [importFiles];

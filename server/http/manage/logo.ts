import { createHash } from 'node:crypto';
import { mostLogoBytes } from '../../domain/logo.ts';
import { operation } from './operation.ts';
import { pageShape, toPage } from './shapes.ts';

const path = '/pages/{page_id}/logo';

const set = operation({
  method: 'PUT',
  path,
  role: 'admin',
  summary: 'Give the page a logo: the body is the image, PNG, JPEG, WebP or SVG, of at most 100 KB',
  image: true,
  bodyLimit: mostLogoBytes,
  answer: { status: 200, schema: pageShape },
  run: async ({ desk, bytes }) => {
    const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    await desk.perform({ type: 'setPageLogo', image: { id, bytes } });
    return desk.read(async (reads) => toPage((await reads.page()).page, desk.url));
  },
});

const remove = operation({
  method: 'DELETE',
  path,
  role: 'admin',
  summary: 'Take the logo away: the page shows its name again',
  answer: { status: 204, schema: null },
  run: async ({ desk }) => {
    await desk.perform({ type: 'removePageLogo' });
  },
});

export const logoOperations = [set, remove];

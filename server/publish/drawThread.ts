import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { answerQuestions } from '../thread.ts';

/** Draws an SVG in its own size as a PNG, with the letters of DejaVu Sans. */

const require = createRequire(import.meta.url);
const fonts = Promise.all([
  readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
]);
const loaded = initWasm(readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));

answerQuestions<string, Uint8Array>(async (svg) => {
  await loaded;
  const resvg = new Resvg(svg, { font: { fontBuffers: await fonts, defaultFontFamily: 'DejaVu Sans' } });
  const image = resvg.render();
  const png = image.asPng();
  image.free();
  resvg.free();
  return png;
});

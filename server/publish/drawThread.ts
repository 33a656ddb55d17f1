import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Draws an SVG in its own size as a PNG, with the letters of DejaVu Sans. */
type Draw = (svg: string) => Uint8Array;

let loading: Promise<Draw> | null = null;

/**
 * What draws pictures. Loaded when the first is asked for: 60 ms and 70 MB that a page without shared links never
 * needs. The first picture then takes about half a second and further ones a tenth, in which nothing else is answered.
 */
export function pictureDrawer(): Promise<Draw> {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Draw> {
  const require = createRequire(import.meta.url);
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  const fontBuffers = await Promise.all([
    readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
  await initWasm(readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  let last: { readonly svg: string; readonly png: Uint8Array } | null = null;
  return (svg) => {
    // The page is published far more often than its picture changes.
    if (last?.svg === svg) return last.png;
    const resvg = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'DejaVu Sans' } });
    const image = resvg.render();
    last = { svg, png: image.asPng() };
    image.free();
    resvg.free();
    return last.png;
  };
}

import { build } from 'esbuild';

/** The style sheet and the script of the public pages, bundled as `npm run build` does. */
export async function bundlePageAssets(): Promise<{ readonly css: string; readonly script: string }> {
  const { outputFiles } = await build({
    entryPoints: ['web/style/page.css', 'web/page/enhance.ts'],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    logLevel: 'warning',
  });
  const text = (suffix: string) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  return { css: text('.css'), script: text('.js') };
}

import { imageTypes, type ReadImage, readPixels } from './image.ts';
import { mostLogoBytes } from './logo.ts';
import { readSvg } from './svgRules.ts';

/** px; more would only fill the memory of who looks at it. */
const longestSide = 4096;

/** What the bytes are, whatever they are called; or why they cannot be a logo. */
export function readLogo(bytes: Uint8Array): ReadImage | { readonly problem: string } {
  if (bytes.length > mostLogoBytes) {
    return { problem: `must have at most ${mostLogoBytes} bytes; this has ${bytes.length}` };
  }
  const image = readPixels(bytes) ?? (isSvg(bytes) ? { type: 'svg' as const, ...readSvg(bytes) } : noImage);
  if ('problem' in image) return { problem: image.problem };
  const { width, height } = image;
  if (!(width >= 1 && height >= 1 && width <= longestSide && height <= longestSide)) {
    return { problem: `must be between 1 and ${longestSide} px wide and high; this is ${width} × ${height}` };
  }
  return image;
}

const noImage = { problem: `must be an image: ${Object.keys(imageTypes).join(', ')}` };

function isSvg(bytes: Uint8Array): boolean {
  return /<([\w-]+:)?svg[\s>]/.test(new TextDecoder('latin1').decode(bytes));
}

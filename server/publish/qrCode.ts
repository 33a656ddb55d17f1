import { encode } from 'uqr';

/** The dark squares of a QR code as the path of an SVG; it needs a view box of `0 0 size size`. */
type QrCode = { readonly size: number; readonly path: string };

/** A text as a QR code, with a margin of two squares. Drawn here, so that the application need not know how. */
export function drawQrCode(text: string): QrCode {
  const { data, size } = encode(text, { border: 2 });
  const dots = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dots.join('') };
}

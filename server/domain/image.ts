/** The kinds of images that every browser shows, with their media types. */
export const imageTypes = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  svg: 'image/svg+xml',
} as const;

export type ImageType = keyof typeof imageTypes;

/** `width` and `height` in px. */
export type ReadImage = { readonly type: ImageType; readonly width: number; readonly height: number };

/** What bytes are by their content; null when they are no picture made of pixels, or damaged at their beginning. */
export function readPixels(bytes: Uint8Array): ReadImage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readPng(view) ?? readJpeg(view) ?? readWebp(view);
  } catch (error) {
    // It ends before its size is told.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function begins(view: DataView, at: number, text: string): boolean {
  return [...text].every((letter, i) => view.getUint8(at + i) === letter.charCodeAt(0));
}

/** https://www.w3.org/TR/png-3/#11IHDR */
function readPng(view: DataView): ReadImage | null {
  if (!begins(view, 0, '\x89PNG\r\n\x1a\n') || !begins(view, 12, 'IHDR')) return null;
  return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** The size stands in the frame header, behind segments of any kind. ITU T.81, B.2. */
function readJpeg(view: DataView): ReadImage | null {
  if (!begins(view, 0, '\xff\xd8\xff')) return null;
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // Before a marker there may be any number of these.
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
}

/** RFC 9649, for the three kinds of first chunk. */
function readWebp(view: DataView): ReadImage | null {
  if (!begins(view, 0, 'RIFF') || !begins(view, 8, 'WEBP')) return null;
  const size = (width: number, height: number): ReadImage => ({ type: 'webp', width, height });
  const uint24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  if (begins(view, 12, 'VP8X')) return size(uint24(24) + 1, uint24(27) + 1);
  if (begins(view, 12, 'VP8L')) {
    const packed = view.getUint32(21, true);
    return size((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1);
  }
  if (!begins(view, 12, 'VP8 ')) return null;
  return size(view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff);
}

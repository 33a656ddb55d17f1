import type { ImageType, ReadImage } from './image.ts';

/** What is remembered of the page's logo beside its bytes. */
export type Logo = ReadImage & {
  /** The beginning of the SHA-256 of its bytes, in hex: other bytes have another address. */
  readonly id: string;
};

/** The bytes of a logo. */
export type LogoImage = { readonly id: string; readonly bytes: Uint8Array };

export const mostLogoBytes = 100 * 1024;

const endings: Readonly<Record<ImageType, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', svg: 'svg' };

/** Where the public finds it. */
export function logoPath({ id, type }: Logo): string {
  return `/logo-${id}.${endings[type]}`;
}

/** What is remembered of the page's logo beside its bytes. */
export type Logo = {
  /** The beginning of the SHA-256 of its bytes, in hex: other bytes have another address. */
  readonly id: string;
  readonly type: ImageType;
  /** As it is drawn, px. */
  readonly width: number;
  readonly height: number;
};

export type ImageType = 'png' | 'jpeg' | 'webp' | 'svg';

/** The bytes of a logo. */
export type LogoImage = { readonly id: string; readonly bytes: Uint8Array };

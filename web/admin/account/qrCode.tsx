import type { BegunTwoFactor } from '../api/shapes.ts';

/** A QR code: dark on light in every mode, because not every camera reads the reverse. */
export function QrCode({ code: { size, path }, label }: { code: BegunTwoFactor['qr_code']; label: string }) {
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

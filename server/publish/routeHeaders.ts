const nosniff = { 'x-content-type-options': 'nosniff' } as const;
const anyOrigin = { 'access-control-allow-origin': '*' } as const;

/**
 * What browsers may do with an answer that is no page, by the kind of its route. Joined to the other headers when the
 * bytes are made, so that none is worked out for a request. A test holds each route to the headers of its kind.
 */
export const routeHeaders = {
  /** For programs and pages of any origin: feeds, calendars, the API v2, and refusals in a sentence. */
  open: { ...anyOrigin, ...nosniff },
  /** What other people's pages show or run. A picture opened by itself is a document, and an SVG could hold a script. */
  embeddable: {
    ...anyOrigin,
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'",
    ...nosniff,
  },
  /** Scripts and styles of our own pages. */
  asset: nosniff,
  /** What browsers run without a page, to show notifications. */
  worker: { 'content-security-policy': "default-src 'none'; connect-src 'self'", ...nosniff },
  /** Draws and does nothing else. The staff's application shows it too, and mails may. */
  logo: {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    ...nosniff,
  },
  /** For programs with a token and for our own application: the manage API, and what operators ask. */
  closed: {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    ...nosniff,
  },
} as const;

/** The same for pages. Never the path: those of one-time links are secrets. */
export function pageBounds(
  cssHash: string,
  frameAncestors: "'none'" | '*',
  more: readonly string[] = [],
): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src '${cssHash}'`,
      "script-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${frameAncestors}`,
      ...more,
    ].join('; '),
    'referrer-policy': 'strict-origin',
    ...nosniff,
  };
}

/** The same for pages whose address is somebody's secret. */
export const personalBounds = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' } as const;

/** The same for the staff's application. */
export const adminBounds = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types candor',
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  ...nosniff,
} as const;

/** The same for the document into which the staff's application puts a mail: nothing in it runs or leads away. */
export const adminMailBounds = {
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin',
  ].join('; '),
} as const;

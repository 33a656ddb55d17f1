import { readSvgTags, type SvgTag } from './svgTags.ts';

/** What draws, and what is drawn with. Nothing that runs, moves, links, or holds something other than SVG. */
const elements = new Set(
  `svg g defs symbol use switch view title desc metadata style path rect circle ellipse line polyline polygon text
  tspan textPath image linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix
  feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
  feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

const svgNamespace = 'http://www.w3.org/2000/svg';

/**
 * The size of an SVG in px, or why it may not be shown: it could run something, or load something from elsewhere.
 * Written as a list of what is allowed. A browser that shows it as a picture runs nothing of it anyway; this is the
 * second wall.
 */
export function readSvg(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | { readonly problem: string } {
  const tags = readSvgTags(bytes);
  const root = tags?.find((tag) => tag.kind === 'open');
  if (!tags || !root) {
    return { problem: 'must be a well-formed SVG in UTF-8, without entities and processing instructions' };
  }
  const [prefix, local] = splitName(root.name);
  const namespace = root.attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`);
  if (local !== 'svg' || namespace !== svgNamespace) {
    return { problem: `must begin with <svg xmlns="${svgNamespace}">` };
  }
  const prefixes = drawingPrefixes(tags);
  for (const tag of tags) {
    const problem = tag.kind === 'open' ? elementProblem(tag, prefixes) : textProblem(tag);
    if (problem !== null) return { problem };
  }
  return sizeOf(root.attributes);
}

/** `width` and `height` where they are lengths in px, else those of the `viewBox`; 0 where neither says. */
function sizeOf(attributes: SvgElement['attributes']): { width: number; height: number } {
  const length = (name: string): number | null => {
    const [, number] = /^\s*([\d.]+)(?:px)?\s*$/.exec(attributes.get(name) ?? '') ?? [];
    return number === undefined ? null : Number(number);
  };
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [width, height] = [length('width') ?? box[2], length('height') ?? box[3]].map((side) =>
    side !== undefined && Number.isFinite(side) ? Math.ceil(side) : 0,
  );
  return { width: width ?? 0, height: height ?? 0 };
}

type SvgElement = Extract<SvgTag, { readonly kind: 'open' }>;

/** The prefixes that stand for SVG anywhere; elements with others are notes of the drawing program. */
function drawingPrefixes(tags: readonly SvgTag[]): ReadonlySet<string> {
  const prefixes = new Set(['']);
  for (const tag of tags) {
    for (const [name, value] of tag.kind === 'open' ? tag.attributes : []) {
      if (name.startsWith('xmlns:') && value === svgNamespace) prefixes.add(name.slice('xmlns:'.length));
    }
  }
  return prefixes;
}

function elementProblem({ name, attributes }: SvgElement, prefixes: ReadonlySet<string>): string | null {
  const [prefix, local] = splitName(name);
  if (prefixes.has(prefix) && !elements.has(local)) return `must not contain <${name.slice(0, 40)}>`;
  for (const [key, value] of attributes) {
    const problem = attributeProblem(key, value);
    if (problem !== null) return problem;
  }
  return null;
}

function attributeProblem(key: string, value: string): string | null {
  const [prefix, local] = splitName(key);
  if ((key === 'xmlns' && value !== svgNamespace) || (prefix === 'xmlns' && /xhtml|mathml/i.test(value))) {
    return 'must be SVG alone, without another kind of document in it';
  }
  if (/^on/i.test(local)) return `must not have the attribute ${key.slice(0, 40)}: it could run a script`;
  if (local === 'base') return 'must not have the attribute xml:base: it could load from elsewhere';
  if (/^(href|src)$/i.test(local) && !/^\s*(#|data:image\/(png|jpeg|webp|gif);base64,)/i.test(value)) {
    return `must not refer to anything outside of itself, as ${key.slice(0, 40)} does`;
  }
  // With a prefix it is a note of the drawing program, in which paths of Windows may stand.
  return prefix === '' ? styleProblem(value) : null;
}

function textProblem({ within, text }: Extract<SvgTag, { readonly kind: 'text' }>): string | null {
  return splitName(within)[1] === 'style' ? styleProblem(text) : null;
}

/** A backslash could spell any of this in another way. */
function styleProblem(text: string): string | null {
  if (/@import|url\s*\((?!\s*["']?\s*#)|image(-set)?\s*\(|src\s*\(|javascript:|expression\s*\(/i.test(text)) {
    return 'must not load anything from elsewhere in its style';
  }
  return text.includes('\\') ? 'must not have backslashes in its style' : null;
}

function splitName(name: string): readonly [prefix: string, local: string] {
  const at = name.indexOf(':');
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + 1)];
}

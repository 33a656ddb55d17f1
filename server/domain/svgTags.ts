/** A piece of an XML document, with references to characters resolved. */
export type SvgTag =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  /** All words that stand directly in an element, when it ends. */
  | { readonly kind: 'text'; readonly within: string; readonly text: string };

const name = '[^\\s<>=/"\'!?]+';
const attribute = `\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`;
/** Of a document type only the name: what it declares could be anything. */
const piece = new RegExp(
  [
    '<!--[^]*?-->',
    '<!\\[CDATA\\[(?<data>[^]*?)\\]\\]>',
    '<!DOCTYPE[^<>[\\]]*>',
    `</(?<close>${name})\\s*>`,
    `<(?<open>${name})(?<attributes>(?:${attribute})*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'y',
);
const declaration = /^\ufeff?<\?xml(?<said>[^?<>]*)\?>/;

/**
 * The elements and texts of an XML document in UTF-8, in order. Stricter than XML: null for what is not well-formed,
 * and for entities, processing instructions and other encodings, in which something else could hide.
 */
export function readSvgTags(bytes: Uint8Array): readonly SvgTag[] | null {
  const text = decoded(bytes);
  if (text === null) return null;
  const begun = declaration.exec(text);
  if (/encoding\s*=\s*["'](?!utf-8["'])/i.test(begun?.groups?.said ?? '')) return null;
  const tags: SvgTag[] = [];
  const open: { readonly name: string; text: string }[] = [];
  let roots = 0;
  piece.lastIndex = begun?.[0].length ?? (text.startsWith('\ufeff') ? 1 : 0);
  while (piece.lastIndex < text.length) {
    const found = piece.exec(text)?.groups;
    if (!found) return null;
    const words = found.data ?? resolved(found.text ?? '');
    if (words === null) return null;
    const inside = open.at(-1);
    if (inside) inside.text += words;
    else if (words.trim() !== '') return null;
    if (found.close !== undefined) {
      if (inside?.name !== found.close) return null;
      open.pop();
      tags.push({ kind: 'text', within: inside.name, text: inside.text });
    }
    if (found.open === undefined) continue;
    if (!inside) roots += 1;
    const attributes = readAttributes(found.attributes ?? '');
    if (!attributes) return null;
    tags.push({ kind: 'open', name: found.open, attributes });
    if (found.empty !== '/') open.push({ name: found.open, text: '' });
  }
  return open.length === 0 && roots === 1 ? tags : null;
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Null when a name is there twice. */
function readAttributes(text: string): ReadonlyMap<string, string> | null {
  const found = new Map<string, string>();
  for (const [, key = '', quoted = ''] of text.matchAll(
    new RegExp(`(${name})\\s*=\\s*("[^"]*"|'[^']*')`, 'g'),
  )) {
    const value = resolved(quoted.slice(1, -1));
    if (value === null || found.has(key)) return null;
    found.set(key, value);
  }
  return found;
}

const named = new Map(Object.entries({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }));

/** Null for a reference to anything but a character. */
function resolved(text: string): string | null {
  let sound = true;
  const value = text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+))?;?/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? 'none', 16);
    const character = name ? named.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (character === undefined || !whole.endsWith(';')) sound = false;
    return character ?? '';
  });
  return sound ? value : null;
}

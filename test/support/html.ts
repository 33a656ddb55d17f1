import sanitizeHtml from 'sanitize-html';

export type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** All elements of a document in order, as an HTML parser sees them. */
export function elementsOf(html: string): readonly Element[] {
  const found: Element[] = [];
  sanitizeHtml(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    transformTags: {
      '*': (name, attributes) => {
        found.push({ name, attributes: { ...attributes } });
        return { tagName: name, attribs: attributes };
      },
    },
  });
  return found;
}

/** What a reader reads of it, on one line. */
export function textOf(html: string): string {
  const text = sanitizeHtml(html.replace(/<small>|<\/(p|li|h\d|td|th|dd|dt|b|a|span)>(?![:,])/g, '$& '), {
    allowedTags: [],
    nonTextTags: ['style', 'script', 'title'],
  });
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

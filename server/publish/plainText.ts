const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * What a published update says, without its formatting, for formats that have none: paragraphs apart, list items with
 * a dash, links with their address. `html` must be an update's own, which holds nothing but the elements that
 * `server/text` lets through and no `<` besides theirs.
 */
export function plainText(html: string): string {
  const oneLine = html
    .split(/(<pre>.*?<\/pre>)/s)
    .map((part) => (part.startsWith('<pre>') ? part.replaceAll('\n', '<br>') : trimLines(part, ' ')))
    .join('');
  const text = oneLine
    .replace(/<a href="(?:mailto:)?([^"]*)"[^>]*>(.*?)<\/a>/g, (_, address: string, label: string) =>
      address.replace(/\/$/, '') === label.replace(/\/$/, '') ? label : `${label} (${address})`,
    )
    .replace(/<(br|hr)\b[^>]*>|<\/tr>/g, '\n')
    .replace(/<li>/g, '\n- ')
    .replace(/<\/(p|pre|blockquote|table|ul|ol)>/g, '\n\n')
    .replace(/<\/(td|th)>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
  return trimLines(text, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Not with a pattern: one that begins with any number of spaces takes quadratic time for many of them. */
function trimLines(text: string, joint: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join(joint);
}

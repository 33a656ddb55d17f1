import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import { allowedAttributes, allowedElements } from '../../server/text/safeHtml.ts';

/** What a real HTML parser finds in published HTML that must not be there. Empty when it is safe. */
export function violations(html: string): string[] {
  const found: string[] = [];
  const waiting: DefaultTreeAdapterMap['node'][] = [parseFragment(html)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('childNodes' in node) waiting.push(...node.childNodes);
    if (node.nodeName === '#comment') found.push('a comment');
    if (!('tagName' in node)) continue;
    if (!allowedElements.includes(node.tagName)) found.push(`<${node.tagName}>`);
    for (const { name, value } of node.attrs) {
      if (!allowedAttributes[node.tagName]?.includes(name)) found.push(`${name} of <${node.tagName}>`);
      if (name === 'href' && !/^(?:https?:\/\/[^/]|mailto:)/.test(value)) found.push(`href=${value}`);
      if (name === 'start' && !/^\d+$/.test(value)) found.push(`start=${value}`);
      if (name === 'rel' && value !== 'nofollow noopener noreferrer') found.push(`rel=${value}`);
    }
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: feeds cannot carry them
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u.test(html))
    found.push('a control character');
  return found;
}

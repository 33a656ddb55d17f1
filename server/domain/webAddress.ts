const longest = 2_048;

/** Whether this is an absolute address with one of these schemes (like `https:`), safe to be linked to. */
export function isWebAddress(text: string, schemes: readonly string[]): boolean {
  if (text.length > longest || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  return schemes.includes(new URL(text).protocol);
}

const longest = 2_048;

/** Whether this is an absolute address with one of these schemes (like `https:`), safe to be linked to. */
export function isWebAddress(text: string, schemes: readonly string[]): boolean {
  if (text.length > longest || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  return schemes.includes(new URL(text).protocol);
}

/** What is wrong with an address that we are to send to, as the end of a sentence about it; null: nothing. */
export function targetProblem(text: string): string | null {
  if (!isWebAddress(text, ['https:', 'http:'])) {
    return `must begin with https:// or http:// and have at most ${longest} characters`;
  }
  const { username, password, port } = new URL(text);
  if (username !== '' || password !== '') return 'must not hold a name or a password';
  return port === '0' ? 'must not have port 0' : null;
}

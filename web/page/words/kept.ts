/** Formats of Intl cost much to make and little to use: each is made once. */
export function kept<Arguments extends readonly string[], Format>(
  make: (...given: Arguments) => Format,
): (...given: Arguments) => Format {
  const made = new Map<string, Format>();
  return (...given) => {
    const key = given.join(' ');
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = make(...given);
    made.set(key, format);
    return format;
  };
}

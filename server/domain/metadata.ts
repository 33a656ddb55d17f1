const maximumBytes = 16 * 1024;
const maximumDepth = 8;

/** What is wrong with a value as metadata; null: it is an object of objects of at most 16 KB as JSON. */
export function metadataProblem(value: unknown): string | null {
  if (!isObject(value) || !Object.values(value).every(isObject)) return 'must be an object of objects';
  if (isDeeperThan(value, maximumDepth)) return `must not be nested deeper than ${maximumDepth} levels`;
  if (new TextEncoder().encode(JSON.stringify(value)).length > maximumBytes) {
    return `must have at most ${maximumBytes} bytes as JSON`;
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}

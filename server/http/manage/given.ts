type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that a request gave: a command tells "not said" from "null" by whether the field is there. */
export function given<T extends object>(fields: T): Given<T> {
  // Only keys with a value are left, which is what the type says.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

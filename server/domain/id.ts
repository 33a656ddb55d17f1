/** 12 random characters of a-z0-9, as in Statuspage, so that an imported record keeps its id and its links. */
export type Id = string;

const pattern = /^[a-z0-9]{12}$/;

export function isId(text: string): boolean {
  return pattern.test(text);
}

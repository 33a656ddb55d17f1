/** `20261123T144000Z`, for names of files that sort by their time. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

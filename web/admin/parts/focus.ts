/** Moves the focus to the element with this id, after a dialog that is closing has given it back. */
export function focusAfterwards(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus());
}

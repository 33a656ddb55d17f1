/**
 * Moves the focus to the element with this id, or to the heading of the room, after what had it is gone: a dialog gives
 * it back when it closes, to a button that may not be there any more.
 */
export function focusAfterwards(id?: string): void {
  setTimeout(() => {
    const element = id === undefined ? null : document.getElementById(id);
    (element ?? document.querySelector<HTMLElement>('h1'))?.focus();
  });
}

/**
 * For a form that publishes: its button and Ctrl+Enter (⌘ on a Mac) send it. Enter alone in a field does nothing,
 * because what is said to the public must not go out by a slip.
 */
export function whenSubmitted(send: () => void) {
  return {
    onSubmit(event: Event): void {
      event.preventDefault();
      send();
    },
    onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter') return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        send();
      } else if (event.target instanceof HTMLInputElement) event.preventDefault();
    },
  };
}

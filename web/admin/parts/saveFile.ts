/** Saves a file that was made in this browser, as if it had been downloaded. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser reads it after the click
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

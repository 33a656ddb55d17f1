import { closeSync, fsyncSync, openSync } from 'node:fs';
import path from 'node:path';

/** Waits until the disk has what was written to this file. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** The same for the name of a file, after it was made or renamed. */
export function syncDirectoryOf(file: string): void {
  sync(path.dirname(file), 'r');
}

function sync(file: string, flags: string): void {
  const descriptor = openSync(file, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

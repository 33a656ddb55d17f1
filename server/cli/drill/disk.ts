import type { Operation } from './operations.ts';

/** What becomes of writes that nobody had synced when the power went: as a disk may keep them, from kind to cruel. */
export const losses = ['all', 'all after a point', 'some', 'some sectors of some'] as const;
export type Loss = (typeof losses)[number];

const sectorBytes = 512;

type Change = Extract<Operation, { type: 'write' | 'truncate' }>;

/** Files of which only what was synced is sure. A file that is renamed or removed is so at once, without its data. */
export class Disk {
  readonly #synced: Map<string, Buffer>;
  readonly #waiting = new Map<string, Change[]>();

  /** Begins with files that have been synced. */
  constructor(files: ReadonlyMap<string, Buffer>) {
    this.#synced = new Map(files);
  }

  do(operation: Operation): void {
    switch (operation.type) {
      case 'write':
      case 'truncate':
        this.#waiting.set(operation.path, [...(this.#waiting.get(operation.path) ?? []), operation]);
        return;
      case 'sync':
        this.#synced.set(operation.path, this.#with(operation.path, this.#waiting.get(operation.path) ?? []));
        this.#waiting.delete(operation.path);
        return;
      case 'unlink':
        this.#synced.delete(operation.path);
        this.#waiting.delete(operation.path);
        return;
      case 'rename':
        this.#rename(operation.path, operation.to);
        return;
      case 'acknowledge':
        return;
    }
  }

  /** What is there when the power comes back, if it goes now. */
  after(loss: Loss, random: () => number): Map<string, Buffer> {
    const files = new Map(this.#synced);
    for (const [path, changes] of this.#waiting) {
      const kept = survivors(changes, loss, random);
      if (kept.length > 0) files.set(path, this.#with(path, kept));
    }
    return files;
  }

  #rename(from: string, to: string): void {
    const synced = this.#synced.get(from);
    const waiting = this.#waiting.get(from);
    for (const files of [this.#synced, this.#waiting]) {
      files.delete(from);
      files.delete(to);
    }
    if (synced) this.#synced.set(to, synced);
    if (waiting) this.#waiting.set(to, waiting);
  }

  #with(path: string, changes: readonly Change[]): Buffer {
    return applied(this.#synced.get(path) ?? Buffer.alloc(0), changes);
  }
}

function applied(before: Buffer, changes: readonly Change[]): Buffer {
  let size = before.length;
  const largest = changes.reduce((most, change) => Math.max(most, endOf(change)), size);
  const file = Buffer.alloc(largest);
  before.copy(file);
  for (const change of changes) {
    if (change.type === 'write') {
      change.data.copy(file, change.offset);
      size = Math.max(size, endOf(change));
    } else {
      file.fill(0, change.size);
      size = change.size;
    }
  }
  return file.subarray(0, size);
}

function endOf(change: Change): number {
  return change.type === 'write' ? change.offset + change.data.length : change.size;
}

function survivors(changes: readonly Change[], loss: Loss, random: () => number): Change[] {
  switch (loss) {
    case 'all':
      return [];
    case 'all after a point':
      return changes.slice(0, Math.floor(random() * (changes.length + 1)));
    case 'some':
      return changes.filter(() => random() < 0.5);
    case 'some sectors of some':
      return changes.filter(() => random() < 0.8).flatMap((change) => sectors(change, random));
  }
}

function sectors(change: Change, random: () => number): Change[] {
  if (change.type === 'truncate') return [change];
  const kept: Change[] = [];
  for (let at = 0; at < change.data.length; ) {
    const next = at + sectorBytes - ((change.offset + at) % sectorBytes);
    if (random() < 0.5) {
      kept.push({ ...change, offset: change.offset + at, data: change.data.subarray(at, next) });
    }
    at = next;
  }
  return kept;
}

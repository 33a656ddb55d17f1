import type { Output } from './world.ts';

const width = 30;

/** A bar on one line of a terminal, drawn over itself. Elsewhere it prints nothing. */
export class Progress {
  readonly #out: Output;
  readonly #what: string;
  #last = '';

  constructor(out: Output, what: string) {
    this.#out = out;
    this.#what = what;
  }

  /** `note`: what else there is to say, in a few words. */
  show(done: number, total: number, note = ''): void {
    if (!this.#out.isTTY) return;
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (`${percent} ${note}` === this.#last) return;
    this.#last = `${percent} ${note}`;
    const full = Math.round((percent / 100) * width);
    const bar = `${'#'.repeat(full)}${'.'.repeat(width - full)}`;
    this.#out.write(`\r${this.#what} [${bar}] ${percent} % (${done} of ${total}${note})\u001b[K`);
  }

  /** Clears the line, so that the next one starts clean. */
  end(): void {
    if (this.#out.isTTY && this.#last !== '') this.#out.write('\r\u001b[2K');
  }
}

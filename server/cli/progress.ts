import type { Output } from './world.ts';

const width = 30;

/** A bar on one line of a terminal, drawn over itself. Elsewhere it prints nothing. */
export class Progress {
  readonly #out: Output;
  readonly #what: string;
  #lastPercent = -1;

  constructor(out: Output, what: string) {
    this.#out = out;
    this.#what = what;
  }

  show(done: number, total: number): void {
    if (!this.#out.isTTY) return;
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (percent === this.#lastPercent) return;
    this.#lastPercent = percent;
    const full = Math.round((percent / 100) * width);
    this.#out.write(
      `\r${this.#what} [${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent} % (${done} of ${total})`,
    );
  }

  /** Clears the line, so that the next one starts clean. */
  end(): void {
    if (this.#out.isTTY && this.#lastPercent >= 0) this.#out.write('\r\u001b[2K');
  }
}

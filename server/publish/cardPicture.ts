import { Thread } from '../thread.ts';
import type { Artifact } from './artifact.ts';
import { cardSvg } from './card.ts';
import { makeEmbeddable } from './page.ts';
import type { Snapshot } from './snapshot.ts';

const maxAgeS = 60;

/**
 * `/card.png`, drawn when it is asked for and has changed, which is far less often than the page is published. Half a
 * second for the first and a tenth for further ones, and 100 MB until nobody asks any more: all of it elsewhere.
 */
export class CardPicture {
  readonly #thread = new Thread<null, string, Uint8Array>('publish/drawThread', null);
  #last: { readonly svg: string; readonly picture: Promise<Artifact> } | null = null;

  of(snapshot: Snapshot): Promise<Artifact> {
    const svg = cardSvg(snapshot);
    if (this.#last?.svg === svg) return this.#last.picture;
    const last = { svg, picture: this.#draw(svg) };
    this.#last = last;
    last.picture.catch(() => {
      if (this.#last === last) this.#last = null;
    });
    return last.picture;
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #draw(svg: string): Promise<Artifact> {
    return makeEmbeddable(await this.#thread.ask(svg), 'image/png', maxAgeS);
  }
}

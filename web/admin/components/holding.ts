import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type MoveKey, moved, moveKeys, type Order, type Spot, spotByKey } from './order.ts';

/** What somebody has taken up with the keyboard, or by tapping on it, and where it would be put. */
type Held = { readonly id: string; readonly spot: Spot | null; readonly order: Order };

export type Holding = {
  readonly held: Held | null;
  take(id: string, order: Order): void;
  /** Moves what is held, and answers with the order that this makes; null when there is nowhere to go. */
  step(key: MoveKey): Order | null;
  /** Lets go, with the focus on its button unless it is elsewhere. Whoever calls it does with the spot what is meant. */
  release(focusIsElsewhere?: boolean): Held | null;
};

export function isMoveKey(key: string): key is MoveKey {
  return (moveKeys as readonly string[]).includes(key);
}

/** One thing at a time is held. Its button keeps the focus, although it is drawn anew elsewhere in the document. */
export function useHolding(): Holding {
  const [held, setHeld] = useState<Held | null>(null);
  const focused = useRef('');
  useLayoutEffect(() => {
    if (focused.current === '') return;
    const button = document.getElementById(focused.current);
    focused.current = '';
    button?.focus();
    button?.scrollIntoView({ block: 'nearest' });
  }, [held]);
  return {
    held,
    take: (id, order) => setHeld({ id, spot: null, order }),
    step(key) {
      const spot = held && spotByKey(held.order, held.id, key);
      if (!held || !spot) return null;
      focused.current = document.activeElement?.id ?? '';
      const order = moved(held.order, held.id, spot);
      setHeld({ id: held.id, spot, order });
      return order;
    },
    release(focusIsElsewhere = false) {
      focused.current = held && !focusIsElsewhere ? `move-${held.id}` : '';
      setHeld(null);
      return held;
    },
  };
}

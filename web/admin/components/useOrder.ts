import { useRef, useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { useLive } from '../api/live.ts';
import type { PageOrder } from '../api/shapes.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { isSameOrder, moved, type Order, type Spot, spotOf } from './order.ts';

/** Something that was put somewhere. */
type Move = { readonly id: string; readonly name: string; readonly spot: Spot };

export type Arranging = {
  /** As it stands, with moves that are being saved. */
  readonly order: Order;
  readonly busy: boolean;
  /** Why the last move could not be saved. What is shown is the order without it. */
  readonly error: unknown;
  /** The move that was not made, because a colleague changed the order meanwhile. */
  readonly meanwhile: Move | null;
  move(move: Move): void;
  forget(): void;
};

type State = {
  /** What was arranged here; null: as the API says. */
  readonly wanted: Order | null;
  /** The revision from which on the API knows what was arranged here. */
  readonly knownFrom: number | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly meanwhile: Move | null;
};
const asSaid: State = { wanted: null, knownFrom: null, busy: false, error: null, meanwhile: null };

/** The order of the page, moved at once and saved one move after the other. What cannot be saved goes back. */
export function useOrder(): Arranging {
  const path = onPage('/order');
  const { answer, reload } = useLive<PageOrder>(path);
  const [state, setState] = useState<State>(asSaid);
  const queue = useRef<Move[]>([]);
  const saved = answer?.body.order ?? [];
  const isKnown = state.knownFrom !== null && (answer?.revision ?? 0) >= state.knownFrom;
  const order = isKnown ? saved : (state.wanted ?? saved);
  const look = () => read<PageOrder>(path);

  const saveAll = async (from: Order, seenAt: number): Promise<void> => {
    let before = from;
    let ifRevision = seenAt;
    for (let next = queue.current[0]; next; next = queue.current[0]) {
      const undone = before;
      const after = moved(before, next.id, next.spot);
      const outcome = await changeSeen<PageOrder, PageOrder>(
        'PUT',
        path,
        { body: { order: after }, ifRevision },
        look,
        (now) => isSameOrder(now.order, undone),
      );
      if ('meanwhile' in outcome) {
        queue.current = [];
        setState({ ...asSaid, meanwhile: next });
        reload();
        return;
      }
      queue.current = queue.current.slice(1);
      before = after;
      ifRevision = outcome.done.revision ?? ifRevision;
      notify(words.value.components.movedNotice(next.name), async () => {
        const { body, revision } = await look();
        const back = moved(body.order, next.id, spotOf(undone, next.id));
        await change('PUT', path, { body: { order: back }, ifRevision: revision ?? undefined });
      });
    }
    setState({ ...asSaid, wanted: before, knownFrom: ifRevision });
  };

  return {
    order,
    busy: state.busy,
    error: state.error,
    meanwhile: state.meanwhile,
    move(move) {
      const wanted = moved(order, move.id, move.spot);
      if (isSameOrder(wanted, order)) return;
      queue.current = [...queue.current, move];
      setState({ ...asSaid, wanted, busy: true });
      if (queue.current.length > 1) return;
      saveAll(order, Math.max(answer?.revision ?? 0, state.knownFrom ?? 0)).catch((error: unknown) => {
        queue.current = [];
        setState({ ...asSaid, error });
        reload();
      });
    },
    forget: () => setState({ ...asSaid, wanted: state.wanted, knownFrom: state.knownFrom }),
  };
}

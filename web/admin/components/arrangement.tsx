import { useRef, useState } from 'preact/hooks';
import type { Component } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';
import { dragPlace } from './drag.ts';
import { GroupDialog } from './groupDialog.tsx';
import { isMoveKey, useHolding } from './holding.ts';
import { type MoveKey, type Order, rankOf, type Spot, spotByDrop } from './order.ts';
import { ComponentRow, GroupRow, type Mover } from './rows.tsx';
import { StatusDialog } from './statusDialog.tsx';
import { useOrder } from './useOrder.ts';

/** So many are found by reading; more need a word to look for. */
const mostInSight = 12;
/** From so many on groups are folded at first, unless something in them is not well. */
const mostUnfolded = 30;

/** The components in their groups, to be looked at and to be put into another order by dragging and by keyboard. */
export function Arrangement({ entries }: { entries: readonly Component[] }) {
  const texts = words.value.components;
  const arranging = useOrder();
  const holding = useHolding();
  const [wish, setWish] = useState('');
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [said, setSaid] = useState('');
  const [asked, setAsked] = useState<Component | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const line = useRef<HTMLDivElement>(null);

  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const nameOf = (id: string): string => byId.get(id)?.name ?? '';
  const order = holding.held?.order ?? arranging.order;
  const count = entries.filter(({ group }) => !group).length;
  const isLong = count > mostInSight;
  const fits = (id: string): boolean => nameOf(id).toLowerCase().includes(wish.trim().toLowerCase());
  const isFiltered = isLong && wish.trim() !== '';
  const isOpen = (group: string): boolean =>
    folds.get(group) ?? (count <= mostUnfolded || byId.get(group)?.status !== 'operational');
  const unfold = (group: string | null): void => {
    if (group !== null) setFolds((before) => new Map(before).set(group, true));
  };

  const place = (now: Order, id: string): string => {
    const { group, rank, of } = rankOf(now, id);
    return texts.place(nameOf(id), rank, of, group === null ? null : nameOf(group));
  };
  const put = (id: string, spot: Spot): void => {
    unfold(spot.group);
    arranging.move({ id, name: nameOf(id), spot });
  };
  const putDown = (focusIsElsewhere = false): void => {
    const held = holding.release(focusIsElsewhere);
    if (!held) return;
    setSaid(texts.putDown(place(held.order, held.id)));
    if (held.spot) put(held.id, held.spot);
  };
  const putBack = (): void => {
    const held = holding.release();
    if (held) setSaid(texts.putBack(nameOf(held.id)));
  };
  const step = (key: MoveKey): void => {
    const id = holding.held?.id ?? '';
    const now = holding.step(key);
    if (now) unfold(rankOf(now, id).group);
    setSaid(now ? place(now, id) : texts.noFurther);
  };
  const mover: Mover | null =
    may('admin') && !isFiltered && count + entries.length > 2
      ? {
          held: holding.held?.id ?? null,
          onToggle(id) {
            if (holding.held) return putDown();
            holding.take(id, arranging.order);
            setSaid(texts.taken(place(arranging.order, id)));
          },
          onKey(event) {
            if (!holding.held) return;
            if (isMoveKey(event.key)) step(event.key);
            else if (event.key === 'Escape') putBack();
            else return;
            event.preventDefault();
          },
          onStep: step,
          onLeave: () => putDown(true),
          onGrab(event, id) {
            if (holding.held || !list.current || !line.current) return;
            dragPlace(event, {
              list: list.current,
              line: line.current,
              accepts: (over) => spotByDrop(arranging.order, id, over, isOpen) !== null,
              onDrop(over) {
                const spot = spotByDrop(arranging.order, id, over, isOpen);
                if (spot) put(id, spot);
              },
            });
          },
        }
      : null;

  const row = (id: string) => {
    const component = byId.get(id);
    return component && <ComponentRow key={id} component={component} mover={mover} onStatus={setAsked} />;
  };
  const shown = order.flatMap(({ id, components }) => {
    const entry = byId.get(id);
    if (!entry) return [];
    if (!components) return fits(id) ? [row(id)] : [];
    const found = fits(id) ? components : components.filter(fits);
    if (isFiltered && found.length === 0 && !fits(id)) return [];
    const open = isFiltered || isOpen(id);
    return [
      <GroupRow
        key={id}
        group={entry}
        count={components.length}
        isOpen={open}
        onFold={() => setFolds((before) => new Map(before).set(id, !open))}
        mover={mover}
        onEdit={setAsked}
      >
        {open && found.map(row)}
      </GroupRow>,
    ];
  });

  return (
    <div class="stack">
      {isLong && (
        <input
          type="search"
          aria-label={texts.filter}
          placeholder={texts.filter}
          value={wish}
          onInput={(event) => setWish(event.currentTarget.value)}
        />
      )}
      {arranging.error !== null && (
        <div>
          <ErrorText error={arranging.error} />
          <p>{texts.notMoved}</p>
        </div>
      )}
      {arranging.meanwhile && (
        <div class="warning stack" role="alert">
          <p>{texts.movedMeanwhile(arranging.meanwhile.name)}</p>
          <div class="actions">
            <Button onClick={() => arranging.meanwhile && arranging.move(arranging.meanwhile)}>
              {texts.moveAgain(arranging.meanwhile.name)}
            </Button>
            <Button onClick={arranging.forget}>{texts.keepTheirs}</Button>
          </div>
        </div>
      )}
      <p role="status" class="sr">
        {said}
      </p>
      {holding.held && <p class="hint">{texts.holding(nameOf(holding.held.id))}</p>}
      {shown.length === 0 && <p class="none">{texts.noneFits}</p>}
      <div class="places-frame">
        <ul class="places" ref={list} aria-busy={arranging.busy}>
          {shown}
        </ul>
        <div class="drop-line" ref={line} hidden />
      </div>
      {asked && !asked.group && <StatusDialog component={asked} onClose={() => setAsked(null)} />}
      {asked?.group && <GroupDialog group={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

/** Where the pointer is over the list: on the upper or lower half of a place; null: below everything. */
type Over = { readonly id: string; readonly isLower: boolean } | null;

type Dragging = {
  readonly list: HTMLElement;
  /** Shows where it would be put. */
  readonly line: HTMLElement;
  /** Whether something can be put there. */
  readonly accepts: (over: Over) => boolean;
  readonly onDrop: (over: Over) => void;
};

/** A finger or a hand that moves less than this did not mean to. CSS pixels. */
const slack = 5;
const edge = 60;
const scrollStep = 12;

/**
 * Lets a place of the list follow the pointer from its handle until it is dropped, by mouse, pen or finger. Nothing is
 * drawn anew meanwhile. Escape and a gesture of the system's end it without a drop.
 */
export function dragPlace(start: PointerEvent, { list, line, accepts, onDrop }: Dragging): void {
  const handle = start.currentTarget;
  if (!(handle instanceof HTMLElement) || start.button !== 0) return;
  const place = handle.closest<HTMLElement>('[data-place]');
  if (!place) return;
  let y = start.clientY;
  let over: Over = null;
  let can = false;
  let frame = 0;
  let state: 'still' | 'dragged' | 'given up' = 'still';
  const listening = new AbortController();
  const { signal } = listening;
  const startedAt = y + scrollY;
  handle.setPointerCapture(start.pointerId);

  const follow = (): void => {
    frame = requestAnimationFrame(follow);
    if (y < edge) scrollBy(0, -scrollStep);
    else if (y > innerHeight - edge) scrollBy(0, scrollStep);
    place.style.transform = `translateY(${y + scrollY - startedAt}px)`;
    aim();
  };

  const aim = (): void => {
    const bounds = list.getBoundingClientRect();
    const found = document
      .elementFromPoint(bounds.left + bounds.width / 2, Math.max(0, Math.min(y, innerHeight - 1)))
      ?.closest<HTMLElement>('[data-place]');
    const row = found?.querySelector(':scope > .row')?.getBoundingClientRect();
    if (found && row && list.contains(found)) {
      const isLower = y > row.top + row.height / 2;
      over = { id: found.dataset.place ?? '', isLower };
      line.style.top = `${(isLower ? row.bottom : row.top) - bounds.top}px`;
    } else if (y >= bounds.bottom - 4) {
      over = null;
      line.style.top = `${bounds.height}px`;
    } else return;
    can = accepts(over);
    line.hidden = !can;
  };

  const letGo = (): void => {
    cancelAnimationFrame(frame);
    place.classList.remove('dragged');
    place.style.transform = '';
    line.hidden = true;
  };
  const onMove = (event: PointerEvent): void => {
    y = event.clientY;
    if (state !== 'still' || Math.abs(y + scrollY - startedAt) <= slack) return;
    state = 'dragged';
    place.classList.add('dragged');
    follow();
  };
  const onUp = (event: PointerEvent): void => {
    listening.abort();
    if (state === 'still') return;
    // It may have gone on since the last frame.
    y = event.clientY;
    if (state === 'dragged') aim();
    letGo();
    // The click that follows belongs to the drag, and the handle must be there until a touch has ended on it.
    const swallow = (click: Event): void => click.stopPropagation();
    addEventListener('click', swallow, { capture: true });
    setTimeout(() => {
      removeEventListener('click', swallow, { capture: true });
      if (state === 'dragged' && can) onDrop(over);
    });
  };
  const onCancel = (): void => {
    listening.abort();
    letGo();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || state !== 'dragged') return;
    state = 'given up';
    letGo();
  };
  handle.addEventListener('pointermove', onMove, { signal });
  handle.addEventListener('pointerup', onUp, { signal });
  handle.addEventListener('pointercancel', onCancel, { signal });
  addEventListener('keydown', onKey, { signal });
}

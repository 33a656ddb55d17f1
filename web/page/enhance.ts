import { printAgo, printBarDay, printTime, type TimeStyle, zoneName } from './words/times.ts';
import type { ScriptWords } from './words/words.ts';

/**
 * What the pages can do beyond HTML when a script may run: tell how long ago, tell times in the reader's zone, and
 * tell every day of a row of bars. It asks the server for nothing and writes text only.
 */

const { zone: pageZone = 'UTC', now: builtAt, words } = document.body.dataset;
// Written by the page that loads this script.
const { dates, operational, showIn, rowOfDays }: ScriptWords = JSON.parse(words ?? '');
const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const times = Array.from(document.querySelectorAll<HTMLTimeElement>('time[data-as]'));
const key = 'candor:zone';

let zone = pageZone;

function printTimes() {
  for (const time of times) {
    const at = Date.parse(time.dateTime);
    const reference = time.dataset.from ? Date.parse(time.dataset.from) : Number(builtAt);
    const told = printTime(dates, time.dataset.as as TimeStyle, at, zone, reference);
    const isAgo = time.dataset.ago !== undefined;
    const text = isAgo ? printAgo(dates, Date.now() - at) : told;
    if (isAgo) time.title = told;
    // Writing the same again would take away what the reader has selected.
    if (time.textContent !== text) time.textContent = text;
  }
}

/** A choice beside the page's zone, when the reader's clock shows another time. */
function offerZone(label: HTMLElement) {
  const now = Number(builtAt);
  const clock = (of: string) => printTime(dates, 'start', now, of, now);
  if (clock(readerZone) === clock(pageZone)) return;
  const button = document.createElement('button');
  button.type = 'button';
  const show = (chosen: string) => {
    zone = chosen;
    label.textContent = zoneName(dates, zone, now);
    button.textContent = `${showIn} ${zoneName(dates, zone === pageZone ? readerZone : pageZone, now)}`;
    printTimes();
  };
  button.addEventListener('click', () => {
    show(zone === pageZone ? readerZone : pageZone);
    remember(zone === pageZone ? 'page' : 'reader');
  });
  label.parentElement?.append(' · ', button);
  show(remembered() === 'reader' ? readerZone : pageZone);
}

// Storage can be forbidden; then the choice lasts as long as the page.
function remember(choice: string) {
  try {
    localStorage.setItem(key, choice);
  } catch {}
}

function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Lets a row tell any of its days: the one under the pointer, or with focus the one reached by arrow keys. */
function enliven(row: HTMLElement, firstDay: string, count: number) {
  let list = row.querySelector('ul');
  if (!list) {
    list = document.createElement('ul');
    list.className = 'days';
    row.append(list);
  }
  const days = list;
  const special = new Map<number, HTMLElement>();
  for (const item of Array.from(days.children) as HTMLElement[]) {
    setTabIndex(item, -1);
    const place = (letter: string) => item.className.match(`${letter}(\\d)`)?.[1];
    const from = Number(`${place('t')}${place('u')}`);
    const to = Number(`${place('v') ?? place('t')}${place('w') ?? place('u')}`);
    for (let i = from; i <= to; i++) special.set(i, item);
  }

  const plain = document.createElement('li');
  const tip = plain.appendChild(document.createElement('div'));
  const title = tip.appendChild(document.createElement('b'));
  const line = tip.appendChild(document.createElement('p'));
  plain.tabIndex = -1;
  tip.className = 'tip';
  line.className = 'operational';

  let current = count;
  const reach = (index: number): HTMLElement => {
    current = index;
    const told = special.get(index);
    if (told) return told;
    plain.className = `t${Math.floor(index / 10)} u${index % 10}`;
    const date = new Date(Date.parse(firstDay) + index * 86_400_000).toISOString().slice(0, 10);
    title.textContent = printBarDay(dates, date, index === count - 1);
    line.textContent = operational;
    if (!plain.isConnected) days.append(plain);
    return plain;
  };

  const point = (event: PointerEvent) => {
    if (days.contains(document.activeElement) || (event.target as Element).closest('.tip')) return;
    const { left, width } = days.getBoundingClientRect();
    reach(Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - left) / width) * count))));
  };
  days.addEventListener('pointermove', point);
  days.addEventListener('pointerdown', point);
  days.addEventListener('pointerleave', ({ pointerType }) => {
    // A finger leaves when it is lifted, and its words should stay.
    if (pointerType !== 'touch' && !plain.contains(document.activeElement)) plain.remove();
  });
  const focusMovesTo = (target: EventTarget | null) => {
    for (const day of special.values())
      setTabIndex(day, target instanceof Node && day.contains(target) ? 0 : -1);
    if (!(target instanceof Node && row.contains(target))) plain.remove();
  };
  row.addEventListener('focusin', ({ target }) => focusMovesTo(target));
  row.addEventListener('focusout', ({ relatedTarget }) => focusMovesTo(relatedTarget));
  row.addEventListener('keydown', (event) => {
    const span = special.get(current);
    const skip = (step: 1 | -1) => {
      let next = current + step;
      while (span && special.get(next) === span) next += step;
      return next;
    };
    const next = { ArrowLeft: skip(-1), ArrowRight: skip(1), Home: 0, End: count - 1 }[event.key];
    if (event.key === 'Escape') row.focus();
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    reach(Math.max(0, Math.min(count - 1, next))).focus();
  });

  row.tabIndex = 0;
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', rowOfDays);
}

/** Of a day and its links: Tab stops at those of the day that the arrow keys reached, and passes over all others. */
function setTabIndex(day: HTMLElement, index: 0 | -1) {
  for (const stop of [day, ...Array.from(day.querySelectorAll('a'))]) stop.tabIndex = index;
}

const systems = document.querySelector<HTMLElement>('[data-first-day]');
for (const row of systems?.querySelectorAll<HTMLElement>('.bars') ?? []) {
  enliven(row, systems?.dataset.firstDay ?? '', 90);
}

printTimes();
const label = document.getElementById('zone');
if (label) offerZone(label);
setInterval(printTimes, 30_000);

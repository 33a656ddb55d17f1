import { useEffect, useRef, useState } from 'preact/hooks';
import { currentSession } from '../session/session.ts';

/** What somebody is writing, kept in this browser under their name until it is sent or thrown away. */
export type Kept<T> = {
  readonly value: T;
  /** Whether it was there when the room was opened. */
  readonly found: boolean;
  set(change: Partial<T>): void;
  /** Forgets it here: it was sent, or is not wanted. */
  clear(): void;
};

/** Bump when the shape of what is kept changes: what an older version kept is then left alone. */
const version = 1;

/** A form whose text outlives a closed tab. `name` says which form of which record. */
export function useKept<T extends object>(name: string, initial: T): Kept<T> {
  const place = `candor.kept.${version}.${currentSession().caller.member?.id ?? ''}.${name}`;
  const [state, setState] = useState(() => ({ place, ...recall(place, initial) }));
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    if (latest.current.place !== place) setState({ place, ...recall(place, initial) });
  }, [place, initial]);
  return {
    value: state.value,
    found: state.found,
    set(change) {
      const value = { ...latest.current.value, ...change };
      latest.current = { ...latest.current, value };
      keep(place, value);
      setState(latest.current);
    },
    clear() {
      localStorage.removeItem(place);
      latest.current = { place, value: initial, found: false };
      setState(latest.current);
    },
  };
}

function recall<T extends object>(place: string, initial: T): { value: T; found: boolean } {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (typeof kept === 'object' && kept !== null) return { value: { ...initial, ...kept }, found: true };
  } catch {
    // The browser keeps nothing, or something else wrote there.
  }
  return { value: initial, found: false };
}

function keep(place: string, value: object): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // Full or forbidden: it is still on the screen.
  }
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { NotConfirmed } from '../api/problem.ts';

export type Action<Arguments extends unknown[]> = {
  readonly busy: boolean;
  /** Why the last attempt failed; null when it did not. */
  readonly error: unknown;
  /** Does it, unless it is being done. */
  run(...given: Arguments): void;
  forget(): void;
};

/** Something that a person starts and that takes a while: one at a time, with its error kept for the place that shows it. */
export function useAction<Arguments extends unknown[]>(
  work: (...given: Arguments) => Promise<void>,
): Action<Arguments> {
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const busy = useRef(false);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const say = (next: { busy: boolean; error: unknown }): void => {
    busy.current = next.busy;
    if (shown.current) setState(next);
  };
  return {
    ...state,
    run(...given) {
      if (busy.current) return;
      say({ busy: true, error: null });
      work(...given).then(
        () => say({ busy: false, error: null }),
        (error: unknown) => say({ busy: false, error: error instanceof NotConfirmed ? null : error }),
      );
    },
    forget: () => say({ busy: false, error: null }),
  };
}

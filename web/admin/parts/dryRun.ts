import { useEffect, useRef, useState } from 'preact/hooks';
import { changesMade, tryOut } from '../api/ask.ts';
import type { Consequences } from '../api/shapes.ts';

/** A change as it would be sent. */
export type WouldBe = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
};

export type DryRun = {
  /** Of the latest request that was answered; null: none yet. */
  readonly consequences: Consequences | null;
  readonly error: unknown;
  /** What is shown is of an earlier request; the one for what is written now is on its way. */
  readonly busy: boolean;
};

const afterTypingMs = 350;

/** What a change would come to, asked again whenever it is another one. Null: there is nothing to ask for yet. */
export function useDryRun(request: WouldBe | null): DryRun {
  const [state, setState] = useState<DryRun>({ consequences: null, error: null, busy: request !== null });
  const text = request && JSON.stringify(request);
  const latest = useRef(request);
  latest.current = request;
  // The text stands for the request
  useEffect(() => {
    if (text === null) {
      setState({ consequences: null, error: null, busy: false });
      return;
    }
    const wanted = new AbortController();
    setState((before) => ({ ...before, busy: true }));
    const timer = setTimeout(() => {
      const now = latest.current;
      if (!now) return;
      tryOut<Consequences>(now.method, now.path, { body: now.body, signal: wanted.signal }).then(
        (consequences) => setState({ consequences, error: null, busy: false }),
        (error: unknown) => {
          if (!wanted.signal.aborted) setState({ consequences: null, error, busy: false });
        },
      );
    }, afterTypingMs);
    return () => {
      clearTimeout(timer);
      wanted.abort();
    };
  }, [text, changesMade.value]);
  return state;
}

import { useEffect, useState } from 'preact/hooks';

const everyMs = 10_000;

/** The time, ms UTC, moving on while it is shown. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

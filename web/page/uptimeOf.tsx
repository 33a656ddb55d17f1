import { useWords } from './language.ts';
import { percent } from './words/numbers.ts';

/** `99.91 % uptime`, or that there is no data (null). `uptime` is printed and cut already. */
export function UptimeOf({ uptime }: { uptime: string | null }) {
  const words = useWords();
  return <>{uptime === null ? words.statusWord.unknown : words.uptimeOf(percent(words, uptime))}</>;
}

import { printInstant, printSince } from '../words/print.ts';
import { useZone } from './page.ts';

/** An instant of the API in the page's time zone. */
export function Instant({ at }: { at: string }) {
  const zone = useZone();
  return <time datetime={at}>{printInstant(Date.parse(at), zone)}</time>;
}

/** How long ago, with the instant itself where the pointer rests. */
export function Since({ at }: { at: string }) {
  const zone = useZone();
  return (
    <time datetime={at} title={printInstant(Date.parse(at), zone)}>
      {printSince(Date.parse(at), Date.now())}
    </time>
  );
}

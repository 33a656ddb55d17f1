import type { Offered } from '../api/shapes.ts';
import { Copyable } from '../parts/copyable.tsx';
import { ShownOnce } from '../parts/shownOnce.tsx';
import { Instant } from '../parts/time.tsx';
import { words } from '../words/words.ts';
import { nameOf } from './names.ts';

/** The link by which somebody chooses a password. Whoever has it can, so it is for them alone. */
export function LinkDialog({ offered, onClose }: { offered: Offered; onClose: () => void }) {
  const texts = words.value.people;
  return (
    <ShownOnce title={texts.linkTitle} onClose={onClose}>
      <p>{texts.linkLead(nameOf(offered.member))}</p>
      <Copyable label={texts.link} text={offered.link} />
      <p class="hint">
        {texts.linkEnds} <Instant at={offered.expires_at} />
      </p>
    </ShownOnce>
  );
}

import { isConnected } from '../api/connection.ts';
import { words } from '../words/words.ts';

/** Says that there is no connection, for as long as there is none. */
export function ConnectionNotice() {
  return (
    <div role="status" aria-live="polite">
      {!isConnected.value && <p class="band">{words.value.frame.offline}</p>}
    </div>
  );
}

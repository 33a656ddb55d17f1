import { useState } from 'preact/hooks';
import type { Incident } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ExtendDialog } from './extendDialog.tsx';
import { type Step, StepDialog } from './stepDialog.tsx';
import { isRunning } from './window.ts';

/** What can be done with a maintenance that is planned or runs. */
export function Steps({ maintenance, revision }: { maintenance: Incident; revision: number | null }) {
  const texts = words.value.maintenances;
  const [asks, setAsks] = useState<Step | 'extend' | null>(null);
  const close = (): void => setAsks(null);
  if (!may('editor')) return null;
  const button = (step: Step) => (
    <Button label={`${texts.steps[step].verb}: ${maintenance.name}`} onClick={() => setAsks(step)}>
      {texts.steps[step].verb}
    </Button>
  );
  return (
    <>
      <div class="actions">
        {isRunning(maintenance) ? (
          <>
            <Button label={`${texts.extend}: ${maintenance.name}`} onClick={() => setAsks('extend')}>
              {texts.extend}
            </Button>
            {button('finish')}
          </>
        ) : (
          <>
            {button('begin')}
            {button('cancel')}
          </>
        )}
      </div>
      {asks === 'extend' && <ExtendDialog maintenance={maintenance} revision={revision} onClose={close} />}
      {asks !== null && asks !== 'extend' && (
        <StepDialog step={asks} maintenance={maintenance} revision={revision} onClose={close} />
      )}
    </>
  );
}

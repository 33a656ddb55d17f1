import { useRef, useState } from 'preact/hooks';
import { useLive } from '../api/live.ts';
import type { Page, Setup } from '../api/shapes.ts';
import { AddManyForm } from '../components/addManyForm.tsx';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { usePage } from '../parts/page.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ImportStep } from './importStep.tsx';
import { NameStep } from './nameStep.tsx';

type Step = 'name' | 'content' | 'done';
const steps: readonly Step[] = ['name', 'content', 'done'];

/** The first run: the page gets a name and what it reports on, entered or brought from a Statuspage. */
export function SetupRoom() {
  const setup = useLive<Setup>(onPage('/setup'));
  const page = usePage();
  // An import may give the page another id, and with it other addresses to read from. The steps go on meanwhile.
  const known = useRef<{ setup: Setup; page: Page } | null>(null);
  if (setup.answer && page.answer) known.current = { setup: setup.answer.body, page: page.answer.body };
  return (
    <>
      <Title text={words.value.rooms.setup} />
      {known.current ? <Steps {...known.current} /> : <Loaded live={setup}>{() => null}</Loaded>}
    </>
  );
}

function Steps({ setup, page }: { setup: Setup; page: Page }) {
  const [step, setStep] = useState<Step>(() =>
    setup.components > 0 ? 'done' : setup.named ? 'content' : 'name',
  );
  const texts = words.value.setup;
  return (
    <>
      <ol class="steps">
        {steps.map((each) => (
          <li key={each} aria-current={each === step ? 'step' : undefined}>
            {texts.steps[each]}
          </li>
        ))}
      </ol>
      {step === 'name' && <NameStep page={page} isNamed={setup.named} onDone={() => setStep('content')} />}
      {step === 'content' && <Content onDone={() => setStep('done')} onBack={() => setStep('name')} />}
      {step === 'done' && <Done page={page} setup={setup} onBack={() => setStep('content')} />}
    </>
  );
}

function Content({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [isImport, setImport] = useState(false);
  const texts = words.value.setup;
  return (
    <>
      <fieldset class="stack">
        <legend>{texts.contentTitle}</legend>
        {[false, true].map((each) => (
          <label class="choice" key={String(each)}>
            <input type="radio" name="content" checked={each === isImport} onChange={() => setImport(each)} />
            {each ? texts.byImport : texts.byHand}
          </label>
        ))}
      </fieldset>
      {isImport ? <ImportStep onDone={onDone} /> : <AddManyForm onDone={onDone} />}
      <div class="actions">
        <Button kind="quiet" onClick={onBack}>
          {texts.back}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {texts.later}
        </Button>
      </div>
    </>
  );
}

/** The page works; what one would do next. */
function Done({ page, setup, onBack }: { page: Page; setup: Setup; onBack: () => void }) {
  const texts = words.value.setup;
  return (
    <div class="stack">
      <p>{texts.works(page.name, setup.components, setup.incidents)}</p>
      <div class="actions">
        <a class="button main" href="/" target="_blank" rel="noopener">
          {words.value.frame.viewPage}
        </a>
        <a class="button" href="/admin">
          {words.value.frame.goHome}
        </a>
      </div>
      <h2>{texts.nextTitle}</h2>
      <ul class="rows">
        {(['people', 'page', 'components', 'incidents'] as const).map((room) => (
          <li key={room}>
            <div class="what">
              <a href={`/admin/${room}`}>{words.value.rooms[room]}</a>
              <p class="facts">{texts.nextSteps[room]}</p>
            </div>
          </li>
        ))}
      </ul>
      <div class="actions">
        <Button kind="quiet" onClick={onBack}>
          {texts.addMore}
        </Button>
      </div>
    </div>
  );
}

import { change } from '../api/ask.ts';
import { useLiveList } from '../api/live.ts';
import type { RetiredComponent } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Instant } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Components that left the page. Their history is still there, and they can come back. */
export function RetiredComponents() {
  const retired = useLiveList<RetiredComponent>(onPage('/components/retired'));
  const texts = words.value.components;
  return (
    <>
      <Title text={texts.retiredOnes} />
      <p>
        <a href="/admin/components">{texts.backToAll}</a>
      </p>
      <Loaded live={retired}>
        {(all) =>
          all.length === 0 ? (
            <p class="none">{texts.noneRetired}</p>
          ) : (
            <>
              <p class="lead">{texts.retiredLead}</p>
              <ul class="rows">
                {all.map((component) => (
                  <RetiredRow key={component.id} component={component} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function RetiredRow({ component }: { component: RetiredComponent }) {
  const { id, name } = component;
  const texts = words.value.components;
  const path = onPage(`/components/${id}`);
  const restore = useAction(async () => {
    await change('POST', `${path}/restore`);
    notify(texts.restored(name), async () => {
      await change('DELETE', path);
    });
    document.querySelector<HTMLElement>('h1')?.focus();
  });
  return (
    <li>
      <div class="what">
        <strong>{name}</strong>
        <p class="facts">
          {texts.retiredAt} <Instant at={component.retired_at} />
        </p>
        <ErrorText error={restore.error} />
      </div>
      <div class="actions">
        <a class="button quiet" href={`/uptime/${id}`} target="_blank" rel="noopener">
          {texts.ledger}
          <span class="sr"> {name}</span>
        </a>
        {may('admin') && (
          <Button busy={restore.busy} label={texts.restoreOf(name)} onClick={() => restore.run()}>
            {texts.restore}
          </Button>
        )}
      </div>
    </li>
  );
}

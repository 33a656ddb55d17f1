import { useState } from 'preact/hooks';
import type { Component } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useEntries } from '../parts/page.ts';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';
import { AddComponent } from './addComponent.tsx';
import { Arrangement } from './arrangement.tsx';
import { GroupDialog } from './groupDialog.tsx';

/** Everything that the page reports on, in its order. */
export function ComponentList({ opened }: { opened: 'component' | 'group' | null }) {
  const entries = useEntries();
  const [adding, setAdding] = useState(may('admin') ? opened : null);
  const texts = words.value.components;
  return (
    <>
      <Title text={words.value.rooms.components}>
        {may('admin') && (
          <>
            <Button kind="main" onClick={() => setAdding('component')}>
              {texts.add}
            </Button>
            <Button onClick={() => setAdding('group')}>{texts.addGroup}</Button>
            <a class="button" href="/admin/components/many">
              {texts.addSeveral}
            </a>
          </>
        )}
      </Title>
      <Loaded live={entries}>
        {(all) => (all.length === 0 ? <Empty /> : <Arrangement entries={all} />)}
      </Loaded>
      <p>
        <a href="/admin/components/retired">{texts.retiredOnes}</a>
      </p>
      {adding === 'component' && (
        <AddComponent groups={groupsOf(entries.answer?.body ?? [])} onClose={() => setAdding(null)} />
      )}
      {adding === 'group' && <GroupDialog group={null} onClose={() => setAdding(null)} />}
    </>
  );
}

export function groupsOf(entries: readonly Component[]): readonly Component[] {
  return entries.filter(({ group }) => group);
}

function Empty() {
  const texts = words.value.components;
  return (
    <div class="empty">
      <h2>{texts.emptyTitle}</h2>
      <p>{texts.empty}</p>
    </div>
  );
}

import { useLocation } from 'preact-iso/router';
import { Title } from '../frame/title.tsx';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';
import { AddAlertTarget } from './addAlertTarget.tsx';
import { AddSubscriber } from './addSubscriber.tsx';
import { AlertTargets } from './alertTargets.tsx';
import { Counts } from './counts.tsx';
import { Export } from './export.tsx';
import { ImportFile } from './importFile.tsx';
import { List } from './list.tsx';
import { SubscriberPage } from './subscriber.tsx';

/** Who is told of updates. Who they are is for admins alone; how many there are, for who writes the updates. */
export function SubscribersRoom() {
  const { path, query, route } = useLocation();
  const texts = words.value.subscribers;
  const id = path.split('/')[3] ?? '';
  if (id !== '' && may('admin')) return <SubscriberPage key={id} id={id} />;
  const close = (): void => route('/admin/subscribers', true);
  return (
    <>
      <Title text={words.value.rooms.subscribers}>
        {may('admin') && (
          <>
            <a class="button main" href="/admin/subscribers?new=subscriber">
              {texts.add}
            </a>
            <a class="button" href="/admin/subscribers?new=file">
              {texts.importFile}
            </a>
          </>
        )}
      </Title>
      <Counts />
      {may('admin') && (
        <>
          <List />
          <Export />
          <AlertTargets />
          {query.new === 'subscriber' && <AddSubscriber onClose={close} />}
          {query.new === 'alert' && <AddAlertTarget onClose={close} />}
          {query.new === 'file' && <ImportFile onClose={close} />}
        </>
      )}
    </>
  );
}

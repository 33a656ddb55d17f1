import { useEffect } from 'preact/hooks';
import { LocationProvider, Route, Router } from 'preact-iso/router';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { sentenceOf } from '../parts/errorText.tsx';
import { may, openSession, sessionState } from '../session/session.ts';
import { SignIn } from '../session/signIn.tsx';
import { words } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { NotFound } from './notFound.tsx';
import { type Room, rooms } from './rooms.ts';
import { Title } from './title.tsx';

/** The whole application: who is not signed in sees the form for it, everybody else the rooms. */
export function App() {
  return (
    <LocationProvider scope="/admin">
      <Inside />
    </LocationProvider>
  );
}

function Inside() {
  const state = sessionState.value;
  const texts = words.value;
  if (state.is === 'unknown') {
    return (
      <p class="alone loading" role="status">
        {texts.parts.loading}
      </p>
    );
  }
  if (state.is === 'failed') {
    return (
      <main class="alone">
        <Title text={texts.frame.failedTitle} />
        <p role="alert" class="error">
          {sentenceOf(state.error)}
        </p>
        <Button onClick={() => void openSession()}>{texts.parts.tryAgain}</Button>
      </main>
    );
  }
  if (state.is === 'none') {
    return (
      <main class="alone">
        <Title text={texts.session.title} />
        <SignIn lead={texts.session.lead} />
      </main>
    );
  }
  return (
    <Frame>
      <Router>
        {[
          ...rooms.flatMap((room) => [
            <Route key={room.path} path={`/admin${room.path}`} component={Guarded} room={room} />,
            ...(room.path === ''
              ? []
              : [
                  <Route
                    key={`${room.path}/*`}
                    path={`/admin${room.path}/*`}
                    component={Guarded}
                    room={room}
                  />,
                ]),
          ]),
          <Route key="default" default component={NotFound} />,
        ]}
      </Router>
      {state.is === 'ended' && (
        <Dialog title={texts.session.endedTitle} onClose={() => {}}>
          <SignIn lead={texts.session.ended} />
        </Dialog>
      )}
    </Frame>
  );
}

/** A room for those whose role it is for. The API refuses the others in any case. */
function Guarded({ room }: { room: Room }) {
  const texts = words.value;
  useEffect(() => scrollTo(0, 0), []);
  if (may(room.role)) {
    return <room.Enter />;
  }
  return (
    <>
      <Title text={texts.rooms[room.name]} />
      <p>{texts.frame.notForYou}</p>
    </>
  );
}

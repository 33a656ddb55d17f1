import type { Subscriber } from '../../server/domain/subscriber.ts';
import type { Snapshot } from '../../server/publish/snapshot.ts';
import { ChoiceFields } from './choiceFields.tsx';
import { type Assets, renderDocument } from './document.tsx';
import { useWords } from './language.ts';
import { homePath } from './paths.ts';
import { wordsIn } from './words/languages.ts';
import type { SubscribeProblem, Words } from './words/words.ts';

/** What a personal link shows. */
export type SubscriptionView =
  | { readonly shows: 'confirm' | 'unsubscribe' | 'left' | 'erased' }
  | {
      readonly shows: 'manage';
      readonly said: 'confirmed' | 'saved' | null;
      readonly problem: SubscribeProblem | null;
    };

/** What goes with a subscription. */
export type SubscriptionLinks = {
  /** The address of the page where it is changed. */
  readonly manage: string;
  /** With which what a webhook is sent is signed; null: it is none. */
  readonly webhookSecret: string | null;
};

type Props = {
  readonly snapshot: Snapshot;
  readonly assets: Assets;
  readonly subscriber: Subscriber;
  readonly links: SubscriptionLinks;
  readonly view: SubscriptionView;
};

/** The pages behind a subscriber's personal links. Opening one changes nothing; each change is a button. */
export function renderSubscription(props: Props): string {
  const { snapshot, assets, view } = props;
  const words = wordsIn(snapshot.page.language);
  const title = titleOf(words, view);
  return renderDocument({
    now: snapshot,
    assets,
    title,
    description: title,
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>{title}</h1>
        <Content {...props} />
      </>
    ),
  });
}

function titleOf({ subscribing: words }: Words, { shows }: SubscriptionView): string {
  return {
    confirm: words.confirm.title,
    manage: words.manage.title,
    unsubscribe: words.leave.title,
    left: words.hasLeft.title,
    erased: words.erase.done,
  }[shows];
}

function Content(props: Props) {
  const { subscriber, links, view } = props;
  const { manage } = links;
  const { subscribing: words, backHome } = useWords();
  switch (view.shows) {
    case 'confirm':
      return (
        <>
          <p class="lead">
            <Receives subscriber={subscriber} /> {words.confirm.lead}
          </p>
          <form method="post">
            <button type="submit" name="do" value="return">
              {words.confirm.button}
            </button>
          </form>
        </>
      );
    case 'manage':
      return <Manage {...props} {...view} />;
    case 'unsubscribe':
      return <Leave subscriber={subscriber} action={`${manage}/unsubscribe`} />;
    case 'left':
      return (
        <>
          <p class="lead">{words.hasLeft.lead}</p>
          <form method="post" action={manage}>
            <button type="submit" name="do" value="return">
              {words.hasLeft.comeBack}
            </button>
          </form>
          <Erase action={manage} />
        </>
      );
    case 'erased':
      return (
        <>
          <p class="lead">{words.erase.doneLead}</p>
          <p>
            <a href={homePath}>{backHome}</a>
          </p>
        </>
      );
  }
}

function Manage({
  snapshot,
  subscriber,
  links: { manage, webhookSecret },
  said,
  problem,
}: Props & Extract<SubscriptionView, { shows: 'manage' }>) {
  const { subscribing: words } = useWords();
  return (
    <>
      <p class="lead">
        <Receives subscriber={subscriber} /> {subscriber.incidentId !== null && words.ofOneIncident}
      </p>
      {said !== null && <p role="status">{words.manage[said]}</p>}
      {problem !== null && <p role="alert">{words.problems[problem]}</p>}
      <form method="post" action={manage}>
        <ChoiceFields
          sections={subscriber.incidentId === null ? snapshot.sections : null}
          choices={subscriber}
          timeZone={snapshot.page.timeZone}
        />
        <button type="submit" name="do" value="save">
          {words.manage.save}
        </button>
      </form>
      {webhookSecret !== null && (
        <section>
          <h2>{words.secret}</h2>
          <p class="lead">{words.secretLead}</p>
          <p>
            <code>{webhookSecret}</code>
          </p>
        </section>
      )}
      <section>
        <h2>{words.leave.title}</h2>
        <Leave subscriber={null} action={`${manage}/unsubscribe`} />
      </section>
      <Erase action={manage} />
    </>
  );
}

/** The address of a browser is nothing to be read. */
function Receives({ subscriber: { channel, address } }: { subscriber: Subscriber }) {
  const { subscribing: words } = useWords();
  return <>{channel === 'web_push' ? words.toBrowser : words.receives(address)}</>;
}

function Leave({ subscriber, action }: { subscriber: Subscriber | null; action: string }) {
  const { subscribing: words } = useWords();
  return (
    <>
      <p class="lead">
        {subscriber && <Receives subscriber={subscriber} />} {words.leave.lead}
      </p>
      <form method="post" action={action}>
        <button type="submit">{words.leave.button}</button>
      </form>
    </>
  );
}

function Erase({ action }: { action: string }) {
  const { subscribing: words } = useWords();
  return (
    <section>
      <h2>{words.erase.title}</h2>
      <p class="lead">{words.erase.lead}</p>
      <form method="post" action={action}>
        <button type="submit" name="do" value="erase" class="plain">
          {words.erase.button}
        </button>
      </form>
    </section>
  );
}

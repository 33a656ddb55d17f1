import type { Channel } from '../../server/domain/subscriber.ts';
import type { Choices } from '../../server/domain/subscriberCommand.ts';
import type { PublicReport, Snapshot } from '../../server/publish/snapshot.ts';
import { BrowserPush, type Push } from './browserPush.tsx';
import { ChoiceFields } from './choiceFields.tsx';
import { type Assets, renderDocument } from './document.tsx';
import { useWords } from './language.ts';
import { homePath, subscribePath } from './paths.ts';
import { WaysToFollow } from './waysToFollow.tsx';
import { wordsIn } from './words/languages.ts';
import type { SubscribeProblem } from './words/words.ts';

export type { SubscribeProblem } from './words/words.ts';

/** A form as it was sent, with what is wrong with it. */
export type RefusedForm = {
  readonly problem: SubscribeProblem;
  readonly email: string;
  /** Of a webhook; empty: it is none. */
  readonly endpoint: string;
  readonly choices: Choices;
  /** Of the incident that it is about alone; null: not of one. */
  readonly incidentId: string | null;
};

type Props = {
  readonly snapshot: Snapshot;
  readonly assets: Assets;
  readonly channels: readonly Channel[];
  readonly push: Push;
  readonly refused: RefusedForm | null;
};

/** `/subscribe`: the form for updates by e-mail, and the other ways to hear of changes. */
export function renderSubscribe({ snapshot, assets, channels, push, refused }: Props): string {
  const { page, sections } = snapshot;
  const words = wordsIn(page.language);
  const sendsMail = channels.includes('email');
  const choices = refused?.choices ?? {
    scope: null,
    incidents: true,
    maintenances: true,
    language: page.language,
    timeZone: null,
  };
  return renderDocument({
    now: snapshot,
    assets,
    title: words.getUpdates,
    description: words.getUpdatesLead,
    path: refused ? null : subscribePath,
    tone: 'unknown',
    here: 'subscribe',
    scriptUrl: push.scriptUrl,
    children: (
      <>
        <h1>{words.getUpdates}</h1>
        <p class="lead">{words.getUpdatesLead}</p>
        {refused && <p role="alert">{words.subscribing.problems[refused.problem]}</p>}
        {sendsMail && (
          <section>
            <h2>{words.subscribing.byMail}</h2>
            <p class="lead">{words.subscribing.byMailLead}</p>
            <form method="post" action={subscribePath}>
              <AddressField address={refused?.email ?? ''} isWrong={refused?.problem === 'address'} />
              {refused?.incidentId ? (
                <input type="hidden" name="incident" value={refused.incidentId} />
              ) : (
                <ChoiceFields sections={sections} choices={choices} timeZone={page.timeZone} />
              )}
              <button type="submit">{words.subscribing.subscribe}</button>
            </form>
          </section>
        )}
        <BrowserPush push={push} />
        {sendsMail && channels.includes('webhook') && (
          <WebhookForm email={refused?.email ?? ''} endpoint={refused?.endpoint ?? ''} />
        )}
        <section>
          {sendsMail && <h2>{words.subscribing.elsewhere}</h2>}
          <WaysToFollow />
        </section>
      </>
    ),
  });
}

/** What everybody reads who asked for updates, whatever is known of the address. */
export function renderAsked(snapshot: Snapshot, assets: Assets): string {
  const words = wordsIn(snapshot.page.language);
  return renderDocument({
    now: snapshot,
    assets,
    title: words.subscribing.asked,
    description: words.subscribing.askedLead,
    path: null,
    tone: 'unknown',
    here: 'subscribe',
    children: (
      <>
        <h1>{words.subscribing.asked}</h1>
        <p class="lead">{words.subscribing.askedLead}</p>
        <p>
          <a href={homePath}>{words.backHome}</a>
        </p>
      </>
    ),
  });
}

/** On the page of an incident or a maintenance that is not over: to hear of it alone. */
export function FollowReport({ report }: { report: PublicReport }) {
  const { subscribing: words } = useWords();
  return (
    <section>
      <h2>{words.thisIncident}</h2>
      <p class="lead">{words.thisIncidentLead}</p>
      <form method="post" action={subscribePath}>
        <input type="hidden" name="incident" value={report.id} />
        <AddressField address="" isWrong={false} />
        <button type="submit">{words.subscribe}</button>
      </form>
    </section>
  );
}

function WebhookForm({ email, endpoint }: { email: string; endpoint: string }) {
  const words = useWords();
  return (
    <section>
      <h2>{words.subscribing.webhook}</h2>
      <p class="lead">{words.subscribing.webhookLead}</p>
      <form method="post" action={subscribePath}>
        <label>
          {words.subscribing.endpoint}
          <input type="url" name="endpoint" value={endpoint} maxlength={2048} required />
        </label>
        <label>
          {words.email}
          <input type="email" name="email" value={email} autocomplete="email" maxlength={254} required />
        </label>
        <button type="submit">{words.subscribing.subscribe}</button>
      </form>
    </section>
  );
}

function AddressField({ address, isWrong }: { address: string; isWrong: boolean }) {
  const words = useWords();
  return (
    <div>
      <label>
        {words.email}
        <input
          type="email"
          name="email"
          value={address}
          autocomplete="email"
          maxlength={254}
          aria-describedby="address-rule"
          aria-invalid={isWrong ? 'true' : undefined}
          required
        />
      </label>
      <p id="address-rule" class="hint">
        {words.subscribing.addressRule}
      </p>
    </div>
  );
}

import {
  type RefusedForm,
  renderAsked,
  renderSubscribe,
  type SubscribeProblem,
} from '../../web/page/subscribe.tsx';
import {
  renderSubscription,
  type SubscriptionLinks,
  type SubscriptionView,
} from '../../web/page/subscription.tsx';
import { everythingIn } from '../domain/newSubscriber.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { Artifact } from './artifact.ts';
import { makePage, makePersonalPage, makePushPage } from './page.ts';
import type { Site } from './site.ts';

export type { RefusedForm, SubscribeProblem } from '../../web/page/subscribe.tsx';
export type { SubscriptionView } from '../../web/page/subscription.tsx';

/** `/subscribe`. */
export function subscribePage(site: Site): Artifact | null {
  return site.derived('subscribe', (snapshot) => {
    const assets = site.assetsOf(snapshot.page);
    return makePushPage(renderSubscribe({ ...offered(site), snapshot, assets, refused: null }), assets);
  });
}

/** The same with what is wrong with a form. Never cached. */
export function refusedSubscribePage(site: Site, refused: RefusedForm): Artifact {
  const { snapshot } = site.current;
  const assets = site.assetsOf(snapshot.page);
  return makePushPage(renderSubscribe({ ...offered(site), snapshot, assets, refused }), assets, 'no-store');
}

function offered({ channels, pushKey, assets: { pushScriptUrl } }: Site) {
  return { channels, push: { key: pushKey, scriptUrl: pushScriptUrl } };
}

/** The same when a form was not even looked at: from memory, since a crowd can ask for it. Never cached. */
export function problemPage(site: Site, problem: SubscribeProblem): Artifact | null {
  return site.derived(`subscribe ${problem}`, ({ page: { language } }) => {
    const nothing = { email: '', endpoint: '', choices: everythingIn(language), incidentId: null };
    return refusedSubscribePage(site, { problem, ...nothing });
  });
}

/** The same bytes for everybody who asked for updates. Never cached. */
export function askedPage(site: Site): Artifact | null {
  return site.derived('subscribe asked', (snapshot) => {
    const assets = site.assetsOf(snapshot.page);
    return makePage(renderAsked(snapshot, assets), assets, 'no-store');
  });
}

/** What a personal link shows. Never cached. */
export function subscriptionPage(
  site: Site,
  subscriber: Subscriber,
  links: SubscriptionLinks,
  view: SubscriptionView,
): Artifact {
  const { snapshot } = site.current;
  const assets = site.assetsOf(snapshot.page);
  return makePersonalPage(renderSubscription({ snapshot, assets, subscriber, links, view }), assets);
}

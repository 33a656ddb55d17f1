import type { Context, Hono } from 'hono';
import type { Subscriber } from '../domain/subscriber.ts';
import { confirmed, left, type PersonalLink } from '../domain/subscribing.ts';
import { personalToken, readPersonalToken } from '../personalLink.ts';
import { personalBounds } from '../publish/routeHeaders.ts';
import type { Site } from '../publish/site.ts';
import { type SubscriptionView, subscriptionPage } from '../publish/subscribePages.ts';
import { readChoices } from './choiceForm.ts';
import { readText } from './manage/readBody.ts';
import { refuseText } from './refuseText.ts';
import { respond } from './respond.ts';
import { formBytes } from './subscribeRoutes.ts';
import type { SubscribingBackend } from './subscribing.ts';

/** What a request by a personal link comes to: what it shows, and of whom. */
type Shown = {
  readonly subscriber: Subscriber;
  readonly view: SubscriptionView;
  /** 200 when not said. */
  readonly status?: number;
};

/**
 * What the personal links of subscribers open. Reading changes nothing, since scanners of mail open every link; what a
 * link may do, each POST to it does, since only who has the mailbox knows it.
 */
export function subscriptionRoutes(app: Hono, site: Site, backend: SubscribingBackend): void {
  const answer =
    (purpose: PersonalLink, show: (subscriber: Subscriber, context: Context) => Shown | Promise<Shown>) =>
    async (context: Context): Promise<Response> => {
      const missing = (): Response => respond(site.current.notFound, context.req.raw, 404);
      try {
        const key = await backend.linkKey();
        const id = readPersonalToken(key, purpose, context.req.param('token') ?? '');
        const known = id === null ? null : await backend.subscriber(id);
        if (!known) return missing();
        const { subscriber, view, status } = await show(known, context);
        const manage = `/subscriptions/${personalToken(key, 'manage', subscriber.id)}`;
        const webhookSecret =
          subscriber.channel === 'webhook' ? await backend.webhookSecret(subscriber.id) : null;
        const page = subscriptionPage(site, subscriber, { manage, webhookSecret }, view);
        return respond(page, context.req.raw, status);
      } catch (error) {
        const reason = backend.unavailable(error);
        if (reason === null) throw error;
        return refuseText(503, reason, { 'retry-after': '5', ...personalBounds });
      }
    };
  const keep = async (subscriber: Subscriber, view: SubscriptionView): Promise<Shown> => {
    await backend.keep(subscriber);
    return { subscriber, view };
  };
  const resume = (subscriber: Subscriber): Promise<Shown> =>
    keep(confirmed(subscriber, backend.now()), manageView('confirmed'));

  app.get(
    '/subscriptions/:token/confirm',
    answer('confirm', (subscriber) => {
      const isActive = subscriber.state === 'active';
      return { subscriber, view: isActive ? manageView(null) : { shows: 'confirm' } };
    }),
  );
  app.post('/subscriptions/:token/confirm', answer('confirm', resume));

  app.get(
    '/subscriptions/:token/unsubscribe',
    answer('manage', (subscriber) => {
      const hasLeft = subscriber.state === 'unsubscribed';
      return { subscriber, view: { shows: hasLeft ? 'left' : 'unsubscribe' } };
    }),
  );
  // The button of the page, and what mail programs send when their own is pressed (RFC 8058): no further question.
  app.post(
    '/subscriptions/:token/unsubscribe',
    answer('manage', (subscriber) => keep(left(subscriber, backend.now()), { shows: 'left' })),
  );

  app.get(
    '/subscriptions/:token',
    answer('manage', (subscriber) => ({ subscriber, view: viewOf(subscriber) })),
  );
  app.post(
    '/subscriptions/:token',
    answer('manage', async (subscriber, { req }) => {
      const text = await readText(req.raw, formBytes).catch(() => null);
      if (text === null) return { subscriber, view: manageView(null, 'tooLarge'), status: 413 };
      const form = new URLSearchParams(text);
      switch (form.get('do')) {
        case 'return':
          return resume(subscriber);
        case 'erase':
          await backend.erase(subscriber.id);
          return { subscriber, view: { shows: 'erased' } };
        case 'save':
          return save(subscriber, form);
        default:
          return { subscriber, view: viewOf(subscriber), status: 422 };
      }
    }),
  );

  function save(subscriber: Subscriber, form: URLSearchParams): Shown | Promise<Shown> {
    const { choices, problem } = readChoices(form, site.current.snapshot);
    if (subscriber.incidentId !== null) {
      const { language, timeZone } = choices;
      return keep({ ...subscriber, language, timeZone }, manageView('saved'));
    }
    const changed = { ...subscriber, ...choices };
    if (problem === null) return keep(changed, manageView('saved'));
    return { subscriber: changed, view: manageView(null, problem), status: 422 };
  }
}

function viewOf({ state }: Subscriber): SubscriptionView {
  if (state === 'active') return manageView(null);
  return { shows: state === 'unsubscribed' ? 'left' : 'confirm' };
}

function manageView(
  said: 'confirmed' | 'saved' | null,
  problem: Extract<SubscriptionView, { shows: 'manage' }>['problem'] = null,
): SubscriptionView {
  return { shows: 'manage', said, problem };
}

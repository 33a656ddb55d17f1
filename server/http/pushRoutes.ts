import type { Hono } from 'hono';
import { z } from 'zod';
import { everythingIn } from '../domain/newSubscriber.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { subscribedBrowser, type Wanted } from '../domain/subscribing.ts';
import { channelNamed } from '../notify/channels.ts';
import { personalToken, subscriberIdFor } from '../personalLink.ts';
import type { Site } from '../publish/site.ts';
import { answerProgram } from './answerProgram.ts';
import { checked } from './manage/checked.ts';
import { readBody, readText } from './manage/readBody.ts';
import { respond } from './respond.ts';
import type { SubscribeDesk, SubscribingBackend } from './subscribing.ts';

/** More than any browser says of itself. */
const bodyBytes = 16 * 1024;

/** What a browser says of how it is reached. Nobody else knows it, so it proves whose subscription this is. */
const subscription = z
  .looseObject({ endpoint: z.string(), keys: z.looseObject({}) })
  .transform((said, context) => {
    const browsers = channelNamed('web_push');
    const address = browsers.normalizeAddress(JSON.stringify(said));
    const problem = browsers.addressProblem(address);
    if (problem === null) return address;
    context.addIssue(problem);
    return z.NEVER;
  });

const asked = z.object({
  wants: z.enum(['on', 'off', 'look']),
  subscription,
  /** How it was reached before. */
  replaces: subscription.optional(),
});

type Asked = z.output<typeof asked>;

/** Notifications of browsers. The answer says where the subscription is changed; null: there is none. */
export function pushRoutes(
  app: Hono,
  site: Site,
  desk: SubscribeDesk,
  backend: SubscribingBackend,
  newRequestId: () => string,
): void {
  app.get('/push.js', ({ req }) => respond(site.assets.pushWorker, req.raw));

  app.post('/subscribe/browser', (context) =>
    answerProgram(desk, newRequestId, context, async () => {
      const request = context.req.raw;
      const said = checked(asked, readBody(request, await readText(request, bodyBytes)), 'body');
      const known = await backend.browser(said.subscription);
      const subscriber = await done(said, known);
      const isOn = subscriber?.state === 'active';
      const token = isOn ? personalToken(await backend.linkKey(), 'manage', subscriber.id) : null;
      return Response.json({ manage: token && `/subscriptions/${token}` });
    }),
  );

  async function done(said: Asked, known: Subscriber | null): Promise<Subscriber | null> {
    switch (said.wants) {
      case 'look':
        return known;
      case 'off':
        if (known) await backend.erase(known.id);
        return null;
      case 'on':
        return said.replaces === undefined || said.replaces === said.subscription
          ? turnOn(said.subscription, known)
          : move(said.subscription, said.replaces, known);
    }
  }

  /** Who is subscribed already keeps what they chose. */
  async function turnOn(address: string, known: Subscriber | null): Promise<Subscriber> {
    const wanted = ofEverything(address, site);
    const id = subscriberIdFor(await backend.linkKey(), wanted);
    const subscriber = subscribedBrowser(known, id, wanted, backend.now());
    await backend.keep(subscriber);
    return subscriber;
  }

  /** By the worker, unasked: who left stays away, and who was erased is not there again. */
  async function move(
    address: string,
    replaces: string,
    known: Subscriber | null,
  ): Promise<Subscriber | null> {
    const before = await backend.browser(replaces);
    if (!before) return known;
    if (known) await backend.erase(known.id);
    const subscriber = { ...before, address };
    await backend.keep(subscriber);
    return subscriber;
  }
}

/** Less is chosen by the personal link. */
function ofEverything(address: string, { current: { snapshot } }: Site): Wanted {
  return {
    channel: 'web_push',
    address,
    contactEmail: null,
    incidentId: null,
    ...everythingIn(snapshot.page.language),
  };
}

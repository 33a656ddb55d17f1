import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { isId } from '../domain/id.ts';
import { everythingIn } from '../domain/newSubscriber.ts';
import type { Wanted } from '../domain/subscribing.ts';
import type { Site } from '../publish/site.ts';
import { askedSubscriber } from '../publish/statuspage/subscriber.ts';
import { answerProgram } from './answerProgram.ts';
import { jsonNotFound } from './jsonNotFound.ts';
import { addressIn } from './manage/addressIn.ts';
import { checked } from './manage/checked.ts';
import { email, id, maybe } from './manage/fields.ts';
import { invalidField } from './manage/invalidField.ts';
import { readBody, readText } from './manage/readBody.ts';
import { Refused } from './manage/refused.ts';
import { formBytes } from './subscribeRoutes.ts';
import { areListed, isOpenReport, type SubscribeDesk } from './subscribing.ts';

const noMessages = maybe(z.never('is not taken: no SMS are sent. Give an email'));

/** What else clients send, such as the names of their buttons, means nothing here. */
const asked = z.object({
  subscriber: z.object({
    email,
    endpoint: maybe(z.string().max(2_048, 'must have at most 2048 characters')),
    phone_number: noMessages,
    phone_country: noMessages,
    incident_id: maybe(id),
    component_id: maybe(id),
    component_ids: maybe(z.array(id).max(1_000)),
  }),
});

/**
 * Statuspage's public v2 of subscribers, for scripts of any origin. Other than there, an id that anybody can have proves
 * nothing: to leave, or to be asked again, sends a mail with the link to who has the address.
 */
export function statuspageSubscriberRoutes(
  app: Hono,
  site: Site,
  desk: SubscribeDesk,
  newRequestId: () => string,
): void {
  const answer =
    (work: (context: Context) => Promise<Response>) =>
    async (context: Context): Promise<Response> => {
      const response = await answerProgram(desk, newRequestId, context, () => {
        if (!site.sendsMail) throw noMail();
        return work(context);
      });
      response.headers.set('access-control-allow-origin', '*');
      return response;
    };

  app.post(
    '/api/v2/subscribers.json',
    answer(async ({ req }) => {
      const body = readBody(req.raw, await readText(req.raw, formBytes));
      const wanted = wantedOf(checked(asked, body, 'body').subscriber, site);
      const { id: given, askedAt } = await desk.subscribe(wanted);
      const { timeZone } = site.current.snapshot.page;
      return Response.json(askedSubscriber(given, wanted, askedAt, timeZone), { status: 201 });
    }),
  );

  app.delete(
    '/api/v2/subscribers/:file{.+\\.json}',
    answer(async ({ req }) => {
      const given = req.param('file')?.slice(0, -'.json'.length) ?? '';
      if (!isId(given)) return jsonNotFound();
      await desk.sendLink(given);
      return new Response(null, { status: 204 });
    }),
  );

  app.post(
    '/api/v2/subscriptions/:id/resend_confirmation',
    answer(async ({ req }) => {
      const given = req.param('id') ?? '';
      if (!isId(given)) return jsonNotFound();
      await desk.sendLink(given);
      return new Response(null, { status: 201 });
    }),
  );
}

/** Throws `Refused`. */
function wantedOf(
  said: z.output<typeof asked>['subscriber'],
  { channels, current: { snapshot } }: Site,
): Wanted {
  const channel = said.endpoint === undefined ? 'email' : 'webhook';
  if (!channels.includes(channel)) throw invalidField('subscriber.endpoint', 'is not taken here');
  const mailbox = addressIn('email', said.email, 'subscriber.email');
  const address = addressIn(channel, said.endpoint ?? said.email, 'subscriber.endpoint');
  const incidentId = said.incident_id ?? null;
  if (incidentId !== null && !isOpenReport(snapshot, incidentId)) {
    throw invalidField('subscriber.incident_id', 'must be of an incident or a maintenance that is not over');
  }
  const componentIds = [...(said.component_ids ?? []), ...(said.component_id ? [said.component_id] : [])];
  if (!areListed(snapshot, { groupIds: [], componentIds })) {
    throw invalidField('subscriber.component_ids', 'must be of components of this page');
  }
  return {
    channel,
    address,
    contactEmail: channel === 'email' ? null : mailbox,
    incidentId,
    ...everythingIn(snapshot.page.language),
    scope: componentIds.length === 0 ? null : { groupIds: [], componentIds },
  };
}

function noMail(): Refused {
  const message = 'This page sends no mail, so that nobody can subscribe. It has feeds: /history.atom.';
  return new Refused({ fault: 'not_built', code: 'subscribers.no_mail', message });
}

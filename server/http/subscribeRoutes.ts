import type { Hono } from 'hono';
import { isEmailAddress, normalizeEmail } from '../domain/emailAddress.ts';
import type { Wanted } from '../domain/subscribing.ts';
import { channelNamed } from '../notify/channels.ts';
import type { Site } from '../publish/site.ts';
import {
  askedPage,
  problemPage,
  type RefusedForm,
  refusedSubscribePage,
  type SubscribeProblem,
} from '../publish/subscribePages.ts';
import { readChoices } from './choiceForm.ts';
import { readText } from './manage/readBody.ts';
import { respond } from './respond.ts';
import { isOpenReport, type SubscribeDesk } from './subscribing.ts';

/** Room for two thousand ticked components. */
export const formBytes = 64 * 1024;

/** The form of the page where people subscribe. It works without JavaScript, and from any site: what it does is limited. */
export function subscribeRoutes(app: Hono, site: Site, desk: SubscribeDesk): void {
  /** Where a Statuspage has its form for subscribers. */
  app.get('/subscriptions/new', (context) => context.redirect('/subscribe'));

  app.post('/subscribe', async (context) => {
    const request = context.req.raw;
    const refuse = (
      problem: SubscribeProblem,
      status: number,
      retryAfter: number | null = null,
    ): Response => {
      const response = respond(problemPage(site, problem) ?? site.current.notFound, request, status);
      if (retryAfter !== null) response.headers.set('retry-after', String(retryAfter));
      return response;
    };
    const seconds = desk.take(context);
    if (seconds > 0) return refuse('tooMany', 429, seconds);
    if (!site.sendsMail) return refuse('noMail', 404);
    const text = await readText(request, formBytes).catch(() => null);
    if (text === null) return refuse('tooLarge', 413);
    const form = readForm(new URLSearchParams(text), site);
    if ('problem' in form) return respond(refusedSubscribePage(site, form), request, 422);
    try {
      await desk.subscribe(form);
    } catch (error) {
      if (desk.unavailable(error) === null) throw error;
      return refuse('unavailable', 503, 5);
    }
    return respond(askedPage(site) ?? site.current.notFound, request);
  });
}

/** Only e-mail can be asked whether they want it, so that a webhook comes with an address that is. */
function readForm(form: URLSearchParams, { channels, current: { snapshot } }: Site): Wanted | RefusedForm {
  const email = normalizeEmail(form.get('email') ?? '');
  const webhook = channelNamed('webhook');
  const given = channels.includes('webhook') ? form.get('endpoint') : null;
  const endpoint = given === null ? null : webhook.normalizeAddress(given);
  const incidentId = form.get('incident');
  const isShort = incidentId !== null || endpoint !== null;
  const { choices, problem } = readChoices(isShort ? ofEverything : form, snapshot);
  const refuse = (found: SubscribeProblem): RefusedForm => ({
    problem: found,
    email,
    endpoint: endpoint ?? '',
    choices,
    incidentId: found === 'incident' ? null : incidentId,
  });
  if (incidentId !== null && !isOpenReport(snapshot, incidentId)) return refuse('incident');
  if (!isEmailAddress(email)) return refuse('address');
  if (endpoint !== null && webhook.addressProblem(endpoint) !== null) return refuse('endpoint');
  if (problem !== null) return refuse(problem);
  return endpoint === null
    ? { ...choices, channel: 'email', address: email, contactEmail: null, incidentId }
    : { ...choices, channel: 'webhook', address: endpoint, contactEmail: email, incidentId };
}

/** Who wants to hear of one incident chooses nothing else, and a webhook does so by its link. */
const ofEverything = new URLSearchParams({ incidents: '1', maintenances: '1' });

import type { Context, Hono } from 'hono';
import { type LinkProblem, makeOneTimeLinkPage } from '../publish/oneTimeLink.ts';
import { personalBounds } from '../publish/routeHeaders.ts';
import type { Site } from '../publish/site.ts';
import { findBySecret } from '../secret.ts';
import type { ManageBackend } from './manage/backend.ts';
import { readText, usualBodyBytes } from './manage/readBody.ts';
import { respond } from './respond.ts';

/** Headers that tell from where a form came. */
const passedOn = ['origin', 'sec-fetch-site', 'x-forwarded-for', 'user-agent'];

/** The pages that one-time links open. Their forms work without JavaScript, and do what the manage API does. */
export function linkRoutes(app: Hono, site: Site, backend: Pick<ManageBackend, 'read' | 'now'>): void {
  for (const purpose of ['setup', 'password'] as const) {
    const show = (context: Context, status: number, problem: LinkProblem | null): Response => {
      const state = { done: status < 300 && context.req.method === 'POST', problem };
      return respond(makeOneTimeLinkPage(site, purpose, state), context.req.raw, status);
    };

    app.get(`/${purpose}/:secret`, async (context) => {
      const links = await backend.read((reads) => reads.links());
      const link = findBySecret(links, context.req.param('secret'));
      const isOpen = link && (link.purpose === 'setup') === (purpose === 'setup');
      if (!isOpen || link.expiresAt <= backend.now()) {
        return respond(site.current.notFound, context.req.raw, 404);
      }
      return show(context, 200, null);
    });

    app.post(`/${purpose}/:secret`, async (context) => {
      const text = await readText(context.req.raw, usualBodyBytes).catch(() => null);
      if (text === null) return show(context, 413, 'tooLarge');
      const form = new URLSearchParams(text);
      const password = form.get('password') ?? '';
      const email = purpose === 'setup' ? { email: form.get('email') ?? '' } : {};
      const token = context.req.param('secret');
      const answer = await forward(app, context, `/v1/${purpose}`, { token, password, ...email });
      if (answer.ok) return (await enter(app, context, { password, ...email })) ?? show(context, 200, null);
      return show(context, answer.status, problemOf((await answer.json()) as RefusedAnswer));
    });
  }
}

/** What the manage API answers when it refuses. */
type RefusedAnswer = { readonly code: string; readonly details: readonly { readonly path: string }[] };

const problems: Readonly<Record<string, LinkProblem>> = {
  'link.not_found': 'gone',
  'member.exists': 'memberExists',
  'attempts.too_many': 'tooMany',
  'password.busy': 'tooMany',
};

function problemOf({ code, details: [field] }: RefusedAnswer): LinkProblem {
  if (field?.path === 'email' || field?.path === 'password') return field.path;
  return problems[code] ?? 'otherwise';
}

/** Lets the first owner go on at once, signed in with what they just chose; null when they are to sign in themselves. */
async function enter(
  app: Hono,
  context: Context,
  chosen: { readonly password: string; readonly email?: string },
): Promise<Response | null> {
  if (chosen.email === undefined) return null;
  const answer = await forward(app, context, '/v1/session', chosen);
  const cookie = answer.headers.get('set-cookie');
  if (!answer.ok || cookie === null) return null;
  return new Response(null, {
    status: 303,
    headers: {
      location: '/admin/setup',
      'set-cookie': cookie,
      'cache-control': 'no-store',
      ...personalBounds,
    },
  });
}

/** Does what the manage API does at `path`, in the name of who sent the form. */
async function forward(
  app: Hono,
  context: Context,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response> {
  const headers = passedOn.flatMap((name) => {
    const value = context.req.header(name);
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  return app.request(
    new URL(path, context.req.url).href,
    {
      method: 'POST',
      headers: [...headers, ['content-type', 'application/json']],
      body: JSON.stringify(fields),
    },
    context.env,
  );
}

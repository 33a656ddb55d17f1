import type { Context, Hono } from 'hono';
import type { Artifact } from '../publish/artifact.ts';
import {
  type Badge,
  type BadgeDays,
  badgeDays,
  badgeJson,
  badgeSvg,
  pageBadge,
  statusBadge,
  unconfirmedBadge,
  uptimeBadge,
} from '../publish/badge.ts';
import { makeEmbeddable } from '../publish/page.ts';
import type { Site } from '../publish/site.ts';
import type { Snapshot } from '../publish/snapshot.ts';
import { refuseText } from './refuseText.ts';
import { respond } from './respond.ts';

/** What a badge shall show: the status, or the uptime over some days. */
type Wish = 'status' | BadgeDays;

/** How long a badge may be kept by readers and proxies, s. */
const maximumAge = 60;

/** Badges of the page and of components, as pictures and for shields.io. */
export function badgeRoutes(app: Hono, site: Site): void {
  const answer = (context: Context, path: string, make: (snapshot: Snapshot) => Badge | null): Response => {
    const isPicture = path.endsWith('.svg');
    const key = site.isUnconfirmed ? `unconfirmed ${path}` : path;
    const artifact = site.derived(key, (snapshot) => {
      const badge = make(snapshot);
      if (!badge) return null;
      const shown = site.isUnconfirmed ? unconfirmedBadge(badge.label, site.language) : badge;
      return makeBadge(shown, isPicture);
    });
    if (!artifact) return refuseText(404, 'There is no component with this id on this page.');
    return respond(artifact, context.req.raw);
  };

  app.on('GET', ['/badge.svg', '/badge.json'], (context) => {
    const wish = wishOf(context);
    if (wish === null) return refuseText(400, wrongWish);
    if (wish !== 'status') return refuseText(400, 'Uptime is of a component: use /badge/COMPONENT_ID.svg.');
    return answer(context, context.req.path, pageBadge);
  });

  app.get('/badge/:file{[a-z0-9]{12}\\.(?:svg|json)}', (context) => {
    const wish = wishOf(context);
    if (wish === null) return refuseText(400, wrongWish);
    const [id] = context.req.param('file').split('.');
    return answer(context, `/badge/${wish}/${context.req.param('file')}`, ({ sections, page }) => {
      const component = sections
        .flatMap((section) => (section.kind === 'group' ? section.components : [section.component]))
        .find((candidate) => candidate.id === id);
      if (!component) return null;
      return wish === 'status' ? statusBadge(component, page.language) : uptimeBadge(component, wish, page);
    });
  });
}

/** The badge for when there is nothing to make another one from. */
export function lastBadge(site: Site, path: string): Artifact | null {
  if (!/^\/badge(\/[a-z0-9]{12})?\.(svg|json)$/.test(path)) return null;
  return makeBadge(unconfirmedBadge(site.name, site.language), path.endsWith('.svg'));
}

function makeBadge(badge: Badge, isPicture: boolean): Artifact {
  return isPicture
    ? makeEmbeddable(badgeSvg(badge), 'image/svg+xml', maximumAge)
    : makeEmbeddable(badgeJson(badge), 'application/json; charset=utf-8', maximumAge);
}

const wrongWish = `Use show=status, or show=uptime with days=${badgeDays.join(', ')}.`;

/** What the query asks for; null when that is nothing that a badge can show. */
function wishOf(context: Context): Wish | null {
  const { show = 'status', days } = context.req.query();
  if (show === 'status') return days === undefined ? 'status' : null;
  if (show !== 'uptime') return null;
  return badgeDays.find((span) => String(span) === (days ?? '90')) ?? null;
}

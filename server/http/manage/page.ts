import { z } from 'zod';
import { languages } from '../../domain/language.ts';
import { color, flag, maybe, name, orNothing, readOnly, timeZone, wholeNumber, words } from './fields.ts';
import { given } from './given.ts';
import { type Call, operation } from './operation.ts';
import { pageShape, toPage } from './shapes.ts';

const weight = wholeNumber(0, 1000);

/** What is only answered, or what a Statuspage has and this page does not: accepted, and answered as `neutral` in shapes.ts says. */
const withoutMeaning = readOnly([
  'id',
  'logo_url',
  'created_at',
  'updated_at',
  'domain',
  'subdomain',
  'branding',
  'css_body_background_color',
  'css_font_color',
  'css_light_font_color',
  'css_greens',
  'css_yellows',
  'css_oranges',
  'css_reds',
  'css_blues',
  'css_border_color',
  'css_graph_color',
  'css_link_color',
  'css_no_data',
  'viewers_must_be_team_members',
  'ip_restrictions',
  'allow_page_subscribers',
  'allow_incident_subscribers',
  'allow_email_subscribers',
  'allow_sms_subscribers',
  'allow_rss_atom_feeds',
  'allow_webhook_subscribers',
  'notifications_from_email',
  'notifications_email_footer',
  'activity_score',
  'twitter_username',
  'city',
  'state',
  'country',
  'favicon_logo',
  'transactional_logo',
  'hero_cover',
  'email_logo',
  'twitter_logo',
]);

const pageBody = z.strictObject({
  page: z.strictObject({
    ...withoutMeaning,
    name: name.optional(),
    time_zone: timeZone.optional(),
    page_description: orNothing(words).optional(),
    headline: orNothing(name).optional(),
    url: orNothing(z.string()).optional(),
    support_url: orNothing(z.string()).optional(),
    hidden_from_search: maybe(flag),
    language: z.enum(languages).optional(),
    accent_color: orNothing(color).optional(),
    accent_color_dark: orNothing(color).optional(),
    availability_policy: z
      .strictObject({
        weights: z.strictObject({
          degraded_performance: weight,
          partial_outage: weight,
          major_outage: weight,
        }),
        maintenance: z.enum(['exclude', 'up', 'down']),
        outage_during_maintenance: z.enum(['outage_wins', 'maintenance_wins']),
      })
      .optional(),
  }),
});

const list = operation({
  method: 'GET',
  path: '/pages',
  role: 'viewer',
  summary: 'All pages that the token is for: the one of this server',
  answer: { status: 200, schema: z.array(pageShape) },
  run: ({ desk }) => desk.read(async (reads) => [toPage((await reads.page()).page, desk.url)]),
});

const getPage = operation({
  method: 'GET',
  path: '/pages/{page_id}',
  role: 'viewer',
  summary: 'The page',
  answer: { status: 200, schema: pageShape },
  run: ({ desk }) => desk.read(async (reads) => toPage((await reads.page()).page, desk.url)),
});

const change = {
  path: '/pages/{page_id}',
  role: 'admin',
  summary: 'Change the page',
  body: pageBody,
  answer: { status: 200, schema: pageShape },
  run: async ({ desk, body: { page } }: Call<undefined, z.output<typeof pageBody>>) => {
    const policy = page.availability_policy && {
      weights: page.availability_policy.weights,
      maintenance: page.availability_policy.maintenance,
      outageDuringMaintenance: page.availability_policy.outage_during_maintenance,
    };
    await desk.perform({
      type: 'configurePage',
      ...given({
        name: page.name,
        timeZone: page.time_zone,
        policy,
        description: page.page_description,
        headline: page.headline,
        websiteUrl: page.url,
        supportUrl: page.support_url,
        hiddenFromSearch: page.hidden_from_search,
        language: page.language,
        accentColor: page.accent_color,
        accentColorDark: page.accent_color_dark,
      }),
    });
    return desk.read(async (reads) => toPage((await reads.page()).page, desk.url));
  },
} as const;

export const pageOperations = [
  list,
  getPage,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
];

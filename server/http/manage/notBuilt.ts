/** Parts of Statuspage's v1 that this server does not have, with what to say to who asks for them. */
export const notBuilt: readonly { readonly part: string; readonly sentence: string }[] = [
  { part: 'pages/:page_id/metrics/*', sentence: 'Metrics are not built yet.' },
  { part: 'pages/:page_id/metrics_providers/*', sentence: 'Metrics are not built yet.' },
  {
    part: 'pages/:page_id/page_access_users/*',
    sentence: 'Audience-specific pages are not part of Candor: a page is public as a whole.',
  },
  {
    part: 'pages/:page_id/page_access_groups/*',
    sentence: 'Audience-specific pages are not part of Candor: a page is public as a whole.',
  },
  {
    part: 'pages/:page_id/components/:component_id/page_access_users/*',
    sentence: 'Audience-specific pages are not part of Candor: a page is public as a whole.',
  },
  {
    part: 'pages/:page_id/components/:component_id/page_access_groups/*',
    sentence: 'Audience-specific pages are not part of Candor: a page is public as a whole.',
  },
  { part: 'organizations/*', sentence: 'Organisations are not part of Candor: one server has one page.' },
];

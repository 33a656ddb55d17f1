import type { Browser } from 'playwright-core';
import { type AdminApplication, startAdmin } from './admin.ts';

export type Shop = AdminApplication & {
  readonly ids: Readonly<Record<'api' | 'web' | 'search', string>>;
  /** An open incident of the API, `Payments fail`; answers with its id. */
  readonly payments: () => Promise<string>;
  /** What an incident says, newest first: `status: text`. */
  readonly updatesOf: (incidentId: string) => Promise<readonly string[]>;
};

/** A page with three components, two of them in a group. */
export async function startShop(browser: Browser): Promise<Shop> {
  const app = await startAdmin(browser);
  const api = await app.act({ type: 'addComponent', name: 'Payments API' });
  const web = await app.act({ type: 'addComponent', name: 'Web shop' });
  const search = await app.act({ type: 'addComponent', name: 'Search' });
  await app.act({ type: 'addGroup', name: 'Storefront', componentIds: [web, search] });
  return {
    ...app,
    ids: { api, web, search },
    payments: () =>
      app.act({
        type: 'openIncident',
        name: 'Payments fail',
        status: 'investigating',
        statuses: { [api]: 'partial_outage' },
      }),
    async updatesOf(incidentId) {
      const report = await app.store.read((reads) => reads.report(incidentId));
      return (report?.updates ?? []).map(({ status, text }) => `${status}: ${text.source}`);
    },
  };
}

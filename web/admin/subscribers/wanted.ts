import { subscriberStates } from '../../../server/domain/subscriber.ts';

/** Those whom a list can be of. `all`: everybody who has not left. */
export const listedStates = ['all', ...subscriberStates] as const;

/** Who is looked for, as it stands in the address. `channel`: empty for each. Pages count from 0. */
export type Wanted = {
  readonly q: string;
  readonly channel: string;
  readonly state: (typeof listedStates)[number];
  readonly page: number;
};

const perPage = 50;

export function wantedIn({ q = '', channel = '', state, page }: Readonly<Record<string, string>>): Wanted {
  return {
    q,
    channel,
    state: listedStates.find((each) => each === state) ?? 'all',
    page: Math.max(0, Math.trunc(Number(page) || 0)),
  };
}

export function addressOf({ q, channel, state, page }: Wanted): string {
  const said = Object.entries({
    q,
    channel,
    state: state === 'all' ? '' : state,
    page: page === 0 ? '' : String(page),
  });
  const query = new URLSearchParams(said.filter(([, value]) => value !== ''));
  return query.size === 0 ? '/admin/subscribers' : `/admin/subscribers?${query}`;
}

/** The same as the API takes it. */
export function queryOf({ q, channel, state, page }: Wanted): URLSearchParams {
  const query = new URLSearchParams({ state, limit: String(perPage), page: String(page) });
  if (q !== '') query.set('q', q);
  if (channel !== '') query.set('type', channel);
  return query;
}

/** Whether more may follow on a page with so many. */
export function isFull(count: number): boolean {
  return count === perPage;
}

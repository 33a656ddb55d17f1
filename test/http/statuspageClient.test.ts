import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startServer } from '../support/candor.ts';
import { recording } from '../support/recordings.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/statuspage');

/**
 * A client as people write it against a Statuspage, with no knowledge of us: given any address of the page, it looks
 * for the API at the root, remembers the ETag, and reads what it needs.
 */
class StatusClient {
  readonly #url: URL;
  #etag: string | null = null;
  #summary: Summary | null = null;
  /** Answers that carried a body. */
  downloads = 0;

  constructor(address: string) {
    this.#url = new URL(address);
    this.#url.pathname = '/api/v2/summary.json';
    this.#url.search = '';
  }

  async summary(): Promise<Summary> {
    const headers = { accept: 'application/json', ...(this.#etag ? { 'if-none-match': this.#etag } : {}) };
    const response = await fetch(this.#url, { headers });
    if (response.status === 304 && this.#summary) return this.#summary;
    if (!response.ok) throw new Error(`${this.#url} answered ${response.status}`);
    this.#etag = response.headers.get('etag');
    this.#summary = (await response.json()) as Summary;
    this.downloads += 1;
    return this.#summary;
  }

  /** One line for a prompt or a menu bar. */
  async line(): Promise<string> {
    const { page, status, incidents } = await this.summary();
    const open = incidents.map(({ name, incident_updates: [latest] }) => `${name} (${latest?.status})`);
    return [`${page.name}: ${status.description} [${status.indicator}]`, ...open].join('; ');
  }

  /** What is not well, by group, as dashboards list it. */
  async troubles(): Promise<string[]> {
    const { components } = await this.summary();
    const groups = new Map(components.filter((c) => c.group).map((c) => [c.id, c.name]));
    return components
      .filter((c) => !c.group && c.status !== 'operational')
      .map((c) => `${groups.get(c.group_id ?? '') ?? 'ungrouped'} / ${c.name}: ${c.status}`);
  }
}

type Summary = {
  page: { name: string; updated_at: string };
  status: { indicator: string; description: string };
  components: { id: string; name: string; status: string; group: boolean; group_id: string | null }[];
  incidents: { name: string; incident_updates: { status: string; body: string }[] }[];
};

test('a client of a Statuspage reads the same of us as of the page that we took over', async () => {
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
  const name = 'cloudflare-summary-critical-incident';
  expect((await candor(['import', 'statuspage', path.join(fixtures, `${name}.json`)], env)).code).toBe(0);
  const { origin } = await startServer(env);
  const client = new StatusClient(`${origin}/history?page=2#top`);
  expect(await client.line()).toBe(
    'Cloudflare: Partial System Outage [major]; Support Community Site Availability issues (identified)',
  );
  const recorded = recording(name) as unknown as Summary;
  const bad = recorded.components.filter((c) => !c.group && c.status !== 'operational');
  const troubles = await client.troubles();
  expect(troubles.length).toBe(bad.length);
  expect(troubles).toContain('Cloudflare Sites and Services / Cloudflare Community Site: major_outage');
  expect(Date.parse((await client.summary()).page.updated_at)).toBe(Date.parse(recorded.page.updated_at));
  await client.line();
  expect(client.downloads).toBe(1);
});

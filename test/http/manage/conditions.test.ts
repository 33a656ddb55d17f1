import { describe, expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';

const opening = { incident: { name: 'Slow answers', status: 'investigating', body: 'We look into it.' } };

describe('If-Match', () => {
  test('a write with the revision that was read is done, and answers with the next', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const { id } = await manage.json<{ id: string }>('POST', '/incidents', { body: opening });
    const read = await manage.send('GET', `/incidents/${id}`);
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"r\d+"$/);
    const body = { incident: { name: 'Renamed' } };

    const done = await manage.send('PATCH', `/incidents/${id}`, { body, headers: { 'if-match': etag } });
    const late = await manage.send('PATCH', `/incidents/${id}`, { body, headers: { 'if-match': etag } });

    expect([done.status, late.status]).toEqual([200, 412]);
    expect(done.headers.get('etag')).toBe(`"r${Number(etag.slice(2, -1)) + 1}"`);
    expect(await late.json()).toMatchObject({
      code: 'revision.overtaken',
      details: [{ path: 'revision', message: String(await app.store.revision()) }],
    });
    const list = await manage.send('GET', '/incidents');
    expect(list.headers.has('etag')).toBe(false);
  });

  test('of ten that read the same, one writes', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const other = await startApplication({ dataDir: app.dataDir });
    const etag = (await manage.send('GET', '')).headers.get('etag') ?? '';
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        (n % 2 === 0 ? app : other).app.request(`/v1/pages/${manage.pageId}/components`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${manage.tokens.owner}`,
            'content-type': 'application/json',
            'if-match': etag,
          },
          body: JSON.stringify({ component: { name: `Number ${n}` } }),
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 412)]);
    expect(await manage.json('GET', '/components')).toHaveLength(1);
  });

  test('a list of tags and * are understood, anything else matches nothing', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const patch = async (header: string): Promise<number> => {
      const sent = { body: { page: { name: 'Example' } }, headers: { 'if-match': header } };
      return (await manage.send('PATCH', '', sent)).status;
    };
    const etag = (await manage.send('GET', '')).headers.get('etag') ?? '';
    expect(await patch(`"r0", ${etag}`)).toBe(200);
    expect(await patch('*')).toBe(200);
    const now = (await manage.send('GET', '')).headers.get('etag') ?? '';
    for (const other of [`W/${now}`, now.slice(1, -1), '"other"', '']) {
      expect([other, await patch(other)]).toEqual([other, 412]);
    }
  });

  test('a deletion answers with the revision that it made', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const { id } = await manage.json<{ id: string }>('POST', '/components', {
      body: { component: { name: 'API' } },
    });
    const gone = await manage.send('DELETE', `/components/${id}`);
    expect(gone.status).toBe(204);
    expect(gone.headers.get('etag')).toBe(`"r${await app.store.revision()}"`);
  });
});

describe('dry_run', () => {
  test('answers what would be published and who would be told, and writes nothing', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const component = await manage.json<{ id: string }>('POST', '/components', {
      body: { component: { name: 'API' } },
    });
    const before = { revision: await app.store.revision(), page: await app.text('/') };
    const body = { incident: { ...opening.incident, components: { [component.id]: 'major_outage' } } };

    const considered = await manage.json<{ would_answer: { components: unknown } }>(
      'POST',
      '/incidents?dry_run=true',
      { body },
    );

    expect(considered).toMatchObject({
      dry_run: true,
      would_answer: {
        name: 'Slow answers',
        status: 'investigating',
        impact: 'critical',
        components: [{ id: component.id, status: 'major_outage' }],
        incident_updates: [{ body: 'We look into it.' }],
      },
      would_tell: { email: 0, webhook: 0 },
    });
    expect(await app.store.revision()).toBe(before.revision);
    expect((await app.text('/')) === before.page).toBe(true);
    expect(await manage.json('GET', '/incidents')).toEqual([]);
  });

  test('refuses what would be refused, a lost race too', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const nameless = await manage.send('POST', '/components?dry_run=true', {
      body: { component: { name: '  ' } },
    });
    expect(nameless.status).toBe(422);
    const overtaken = await manage.send('POST', '/components?dry_run=true', {
      body: { component: { name: 'API' } },
      headers: { 'if-match': '"r0"' },
    });
    expect(overtaken.status).toBe(412);
  });

  test('a misspelt dry_run does nothing', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const revision = await app.store.revision();
    for (const value of ['', '1', 'yes', 'True']) {
      const answer = await manage.send('POST', `/incidents?dry_run=${value}`, { body: opening });
      expect([value, answer.status]).toEqual([value, 422]);
    }
    expect(await app.store.revision()).toBe(revision);
  });

  test('shows what each kind of write comes to', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const api = await manage.json<{ id: string }>('POST', '/components', {
      body: { component: { name: 'API' } },
    });
    const group = await manage.json<{ id: string }>('POST', '/component-groups', {
      body: { component_group: { name: 'Europe', components: [] } },
    });
    const incident = await manage.json<{ id: string; incident_updates: { id: string }[] }>(
      'POST',
      '/incidents',
      { body: { incident: { ...opening.incident, components: { [api.id]: 'partial_outage' } } } },
    );
    const revision = await app.store.revision();
    const update = incident.incident_updates[0]?.id;
    const cases: readonly [string, string, unknown, object | null][] = [
      ['PATCH', '', { page: { name: 'Other' } }, { name: 'Other' }],
      [
        'PATCH',
        `/components/${api.id}`,
        { component: { status: 'major_outage', name: 'Web' } },
        { name: 'Web', status: 'major_outage' },
      ],
      ['DELETE', `/components/${api.id}`, undefined, null],
      [
        'PATCH',
        `/component-groups/${group.id}`,
        { component_group: { components: [api.id] } },
        { components: [api.id] },
      ],
      ['DELETE', `/component-groups/${group.id}`, undefined, { name: 'Europe' }],
      [
        'PATCH',
        `/incidents/${incident.id}`,
        { incident: { status: 'resolved' } },
        { status: 'resolved', components: [{ status: 'operational' }] },
      ],
      [
        'PATCH',
        `/incidents/${incident.id}/incident_updates/${update}`,
        { incident_update: { body: 'Else' } },
        { body: 'Else' },
      ],
      ['DELETE', `/incidents/${incident.id}`, undefined, { name: 'Slow answers' }],
    ];
    for (const [method, path, body, expected] of cases) {
      const { would_answer } = await manage.json<{ would_answer: object | null }>(
        method,
        `${path}?dry_run=true`,
        { body },
      );
      if (expected === null) expect([method, path, would_answer]).toEqual([method, path, null]);
      else expect(would_answer).toMatchObject(expected);
    }
    expect(await app.store.revision()).toBe(revision);
  });
});

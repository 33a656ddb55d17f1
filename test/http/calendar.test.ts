import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import { startApplication, type TestApplication, testNow } from '../support/application.ts';

const hour = 3_600_000;
const minute = 60_000;
const text = { source: 'Words.', html: '<p>Words, and <strong>more</strong>;<br>yes.</p>' };
const nasty = 'Größe\\Maße; "Zürich", Bern: 日本語の長いメンテナンス 😀😀😀 BEGIN:VEVENT и так далее';

async function withMaintenance(name = 'Disk swap') {
  const app = await startApplication();
  const componentId = await app.act({ type: 'addComponent', name: 'Orders' });
  const id = await app.act({
    type: 'scheduleMaintenance',
    name,
    text,
    componentIds: [componentId],
    scheduledFor: testNow + hour,
    scheduledUntil: testNow + 3 * hour,
  });
  return { app, id, componentId };
}

/** The only event of a calendar, as ical.js reads it. */
function onlyEvent(source: string) {
  const events = new ICAL.Component(ICAL.parse(source)).getAllSubcomponents('vevent');
  expect(events).toHaveLength(1);
  const [event] = events;
  const value = (name: string): string => String(event?.getFirstPropertyValue(name) ?? '');
  return {
    uid: value('uid'),
    start: value('dtstart'),
    end: value('dtend'),
    stamp: value('dtstamp'),
    status: value('status'),
    summary: value('summary'),
    description: value('description'),
    url: value('url'),
    sequence: Number(value('sequence')),
  };
}

describe('the calendar of maintenances', () => {
  test('tells a planned one to two independent readers', async () => {
    const { app, id } = await withMaintenance(nasty);
    const response = await app.get('/maintenance.ics');
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const source = await response.text();
    expect(source.replaceAll('\r\n', '').includes('\n')).toBe(false);
    expect(source.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(onlyEvent(source)).toEqual({
      uid: `${id}@status.example.com`,
      start: '2026-11-23T15:40:00Z',
      end: '2026-11-23T17:40:00Z',
      stamp: '2026-11-23T14:40:00Z',
      status: 'CONFIRMED',
      summary: nasty,
      description: 'Words, and more;\nyes.',
      url: `https://status.example.com/incidents/${id}`,
      sequence: 0,
    });
    const [event] = Object.values(nodeIcal.sync.parseICS(source)).filter((entry) => entry?.type === 'VEVENT');
    expect(event?.type === 'VEVENT' && event.summary).toBe(nasty);
    expect(event?.type === 'VEVENT' && event.start.getTime()).toBe(testNow + hour);
    expect(event?.type === 'VEVENT' && event.end?.getTime()).toBe(testNow + 3 * hour);
    const calendar = new ICAL.Component(ICAL.parse(source));
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toMatch(/ maintenance$/);
    expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
  });

  test('gives each its own file, and none to incidents', async () => {
    const { app, id } = await withMaintenance();
    expect(onlyEvent(await app.text(`/maintenance/${id}.ics`)).uid).toBe(`${id}@status.example.com`);
    expect((await app.text('/')).includes(`/maintenance/${id}.ics`)).toBe(true);
    expect((await app.text(`/incidents/${id}`)).includes(`/maintenance/${id}.ics`)).toBe(true);
    const incident = await app.act({
      type: 'openIncident',
      name: 'X',
      status: 'investigating',
      text,
      statuses: {},
    });
    expect((await app.get(`/maintenance/${incident}.ics`)).status).toBe(404);
    expect((await app.text(`/incidents/${incident}`)).includes('.ics"')).toBe(true);
    expect((await app.text(`/incidents/${incident}`)).includes('/maintenance/')).toBe(false);
    expect((await app.get(`/maintenance/${id}`)).status).toBe(404);
    expect((await app.get('/maintenance/x.ics')).status).toBe(404);
  });

  test('ends it when it really ended, with a higher sequence after each change', async () => {
    const { app, id } = await withMaintenance();
    const sequences = [onlyEvent(await app.text('/maintenance.ics')).sequence];
    app.clock.advanceTo(testNow + hour);
    await finished(app, id, 'in_progress');
    sequences.push(onlyEvent(await app.text('/maintenance.ics')).sequence);
    expect((await app.text('/')).includes(`/maintenance/${id}.ics`)).toBe(true);
    app.clock.advance(20 * minute);
    await app.act({ type: 'postUpdate', incidentId: id, status: 'completed', text, statuses: {} });
    const event = onlyEvent(await app.text('/maintenance.ics'));
    sequences.push(event.sequence);
    expect([event.start, event.end, event.status]).toEqual([
      '2026-11-23T15:40:00Z',
      '2026-11-23T16:00:00Z',
      'CONFIRMED',
    ]);
    expect(event.stamp).toBe('2026-11-23T16:00:00Z');
    expect(sequences.every((value, i) => i === 0 || value > (sequences[i - 1] ?? 0))).toBe(true);
    expect((await app.text(`/incidents/${id}`)).includes('/maintenance/')).toBe(false);
  });

  test('begins it earlier when the work did', async () => {
    const { app, id } = await withMaintenance();
    app.clock.advance(30 * minute);
    await app.act({ type: 'postUpdate', incidentId: id, status: 'in_progress', text, statuses: {} });
    app.clock.advance(10 * minute);
    await app.act({ type: 'postUpdate', incidentId: id, status: 'completed', text, statuses: {} });
    const { start, end, status } = onlyEvent(await app.text('/maintenance.ics'));
    expect([start, end, status]).toEqual(['2026-11-23T15:10:00Z', '2026-11-23T15:20:00Z', 'CONFIRMED']);
  });

  test('says that one was called off which was completed before it was due, and forgets a deleted one', async () => {
    const { app, id } = await withMaintenance();
    app.clock.advance(minute);
    await app.act({ type: 'postUpdate', incidentId: id, status: 'completed', text, statuses: {} });
    const { start, end, status } = onlyEvent(await app.text('/maintenance.ics'));
    expect([start, end, status]).toEqual(['2026-11-23T15:40:00Z', '2026-11-23T17:40:00Z', 'CANCELLED']);
    await app.act({ type: 'deleteIncident', incidentId: id });
    expect((await app.text('/maintenance.ics')).includes('VEVENT')).toBe(false);
    expect((await app.get(`/maintenance/${id}.ics`)).status).toBe(404);
  });
});

/** Waits until the clock of maintenances has brought this one to a status that the public can see. */
async function finished(app: TestApplication, id: string, status: string): Promise<void> {
  await expect
    .poll(async () => (await app.store.read((reads) => reads.report(id)))?.status, { interval: 5 })
    .toBe(status);
  await app.published((await app.store.read((reads) => reads.page())).revision);
}

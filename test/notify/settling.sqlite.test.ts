import { expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { startReceiver } from '../support/receiver.ts';
import { plainSql } from '../support/stores.ts';
import { subscribe } from '../support/subscribers.ts';

const hold = 10_000;
const patience = { timeout: 10_000 };

test('what could not be kept is sent again as soon as it can be', async () => {
  const receiver = await startReceiver();
  const logged: string[] = [];
  const app = await startApplication({ allowPrivateTargets: true, onLog: (line) => logged.push(line) });
  await subscribe(app, { channel: 'webhook', address: receiver.url });
  await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: { source: 'We look.', html: '<p>We look.</p>' },
    statuses: {},
  });
  await plainSql(
    app.location,
    `CREATE TRIGGER unkept BEFORE UPDATE ON deliveries WHEN NEW.state = 'sent'
     BEGIN SELECT RAISE(ABORT, 'the disk says no'); END`,
  );
  app.clock.advance(hold);
  await expect.poll(() => logged.join(), patience).toContain('the disk says no');
  await plainSql(app.location, 'DROP TRIGGER unkept');
  const states = async () => plainSql(app.location, 'SELECT state FROM deliveries');
  // Long before its lease ends.
  app.clock.advance(hold);
  await expect.poll(states, patience).toEqual([{ state: 'sent' }]);
  expect(receiver.taken).toHaveLength(2);
  expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { openConfigured } from '../../application.ts';
import type { Subscriber } from '../../domain/subscriber.ts';
import { newIds } from '../../newIds.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import { type Control, type Drill, nothing } from './drill.ts';
import { openMailSink, type Reception } from './mailSink.ts';
import { type Server, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { inventSubscribers } from './subscribers.ts';

const outageMs = 3_000;
/** Posted so long ago that staff cannot take it back any more: it is told at once. */
const postedAgoMs = 60_000;
const longestMs = 120_000;

/** The mail server is away for a while, loses replies, and the server is killed in between. */
export const smtpDown: Drill = {
  name: 'smtp-down',
  summary:
    'the mail server is away for a while and loses replies, and the server is killed, while many are told',
  async run(stage) {
    const [count, kills, lostReplies] = stage.isShort ? [40, 2, 2] : [600, 11, 19];
    const { world } = stage;
    const subscribers = inventSubscribers(world.clock.now(), count);
    await withData(stage, (store) => store.subscriptions.put(subscribers));
    await post(stage);
    const taken: { readonly recipient: string; readonly messageId: string }[] = [];
    const trouble = new Trouble(count, kills, lostReplies, () => world.clock.now());
    let server: Server | null = null;
    let recoveredAt: number | null = null;
    const sink = await openMailSink((recipient, message) => {
      const reception = trouble.next();
      if (reception === 'refused for now') return reception;
      taken.push({ recipient, messageId: /^message-id: (.*)$/im.exec(message)?.[1] ?? '' });
      if (trouble.isOver() && recoveredAt === null) recoveredAt = world.clock.now();
      if (reception !== 'kill') return reception;
      void server?.kill();
      return 'taken, and the reply is lost';
    });
    const endAt = world.clock.now() + longestMs;
    while (!(await isSettled(stage)) && world.clock.now() < endAt) {
      server ??= await startServer(stage, { SMTP_URL: sink.url });
      const running = server;
      const isGone = await Promise.race([running.gone.then(() => true), pause(300, false)]);
      if (isGone) server = null;
      stage.show(new Set(taken.map(({ recipient }) => recipient)).size, count);
    }
    await server?.kill();
    await sink.close();
    const told = new Set(taken.map(({ recipient }) => recipient));
    const repeated = taken.length - told.size;
    const mostRepeated = trouble.done.kills + trouble.done.lostReplies;
    const messages = new Set(taken.map(({ recipient, messageId }) => `${recipient} ${messageId}`));
    const afterMs = (recoveredAt ?? Number.POSITIVE_INFINITY) - trouble.outageEndedAt;
    return {
      expectations: [
        nothing(
          'everybody is told',
          `${count} subscribers, ${trouble.done.kills} kills, ${trouble.done.lostReplies} lost replies, ${outageMs} ms without mail server`,
          subscribers.map(({ address }) => address).filter((address) => !told.has(address)),
        ),
        {
          expected: 'nobody twice, but for what was on its way in a kill or lost its reply',
          saw: `${repeated} repeated, at most ${mostRepeated}`,
          holds: repeated <= mostRepeated,
        },
        {
          expected: 'what is repeated has the same Message-ID',
          saw: `${messages.size} different messages`,
          holds: messages.size === told.size,
        },
        {
          expected: 'the first is told within 60 s after the mail server is back',
          saw: `${afterMs} ms`,
          holds: afterMs <= 60_000,
        },
      ],
      control: await carelessControl(stage, subscribers),
    };
  },
};

/** When what goes wrong: kills and lost replies spread over all messages, and one outage in the middle. */
class Trouble {
  readonly done = { kills: 0, lostReplies: 0 };
  outageEndedAt = Number.POSITIVE_INFINITY;
  readonly #now: () => number;
  readonly #count: number;
  readonly #kills: number;
  readonly #lostReplies: number;
  #messages = 0;

  constructor(count: number, kills: number, lostReplies: number, now: () => number) {
    this.#count = count;
    this.#kills = kills;
    this.#lostReplies = lostReplies;
    this.#now = now;
  }

  isOver(): boolean {
    return this.#now() >= this.outageEndedAt;
  }

  next(): Reception | 'kill' {
    if (Number.isFinite(this.outageEndedAt) && !this.isOver()) return 'refused for now';
    this.#messages += 1;
    if (this.#messages === Math.ceil(this.#count / 2)) {
      this.outageEndedAt = this.#now() + outageMs;
      return 'refused for now';
    }
    const { done } = this;
    if (this.#isTime(done.kills, this.#kills, 0.4)) {
      done.kills += 1;
      return 'kill';
    }
    if (this.#isTime(done.lostReplies, this.#lostReplies, 0.8)) {
      done.lostReplies += 1;
      return 'taken, and the reply is lost';
    }
    return 'taken';
  }

  #isTime(done: number, wanted: number, shift: number): boolean {
    return done < wanted && this.#messages >= ((done + shift) * this.#count) / wanted;
  }
}

/** Opens the incident that everybody is to be told of. */
async function post({ world, dataDir }: Stage): Promise<void> {
  const store = await openConfigured(
    { dataDir, databaseUrl: null },
    { now: () => world.clock.now() - postedAgoMs },
    (count) => newIds(count, world.randomBytes),
  );
  try {
    await store.perform(
      {
        type: 'openIncident',
        name: 'Drill of the mail server',
        status: 'investigating',
        text: renderMarkdown('We look.'),
        statuses: {},
      },
      { actor: 'drill' },
    );
  } finally {
    await store.close();
  }
}

/** Nothing is waiting any more: everybody was told, or given up. */
function isSettled(stage: Stage): Promise<boolean> {
  return withData(stage, async ({ subscriptions }) => {
    const now = stage.world.clock.now();
    return (
      (await subscriptions.waiting(now)) === null &&
      (await subscriptions.nextDeliveryAt('email', now)) === null
    );
  });
}

/** Notes first and sends once, as a loop over all subscribers does that was written in a hurry. */
async function carelessControl(stage: Stage, subscribers: readonly Subscriber[]): Promise<Control> {
  const few = subscribers.slice(0, 40);
  const told = new Set<string>();
  const trouble = new Trouble(few.length, 0, 2, () => stage.world.clock.now());
  const sink = await openMailSink((recipient) => {
    const reception = trouble.next();
    if (reception === 'taken' || reception === 'taken, and the reply is lost') told.add(recipient);
    return reception === 'kill' ? 'taken' : reception;
  });
  const transport = createTransport({ url: sink.url });
  for (const { address } of few) {
    await transport
      .sendMail({ from: 'status@drill.invalid', to: address, subject: 'News', text: 'News.' })
      .catch(() => undefined);
  }
  transport.close();
  await sink.close();
  return {
    without: 'noting that somebody was told only after the mail server took it',
    saw: `${few.length - told.size} of ${few.length} were never told`,
    failed: told.size < few.length,
  };
}

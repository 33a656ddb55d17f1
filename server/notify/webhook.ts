import { signatureHeaders, webhookSecret } from '../webhookSignature.ts';
import type { ChannelSender, Message, Outcome, Shown } from './channel.ts';
import { type Guard, guardedPost } from './guardedRequest.ts';
import { outcomeOfAnswer } from './outcomeOfAnswer.ts';
import { webhookPayload } from './webhookPayload.ts';

export type WebhookOptions = {
  readonly guard: Guard;
  /** From which the secret of each subscriber follows. */
  readonly key: () => Promise<string>;
};

/** Sends what a Statuspage sends to webhooks, signed, to addresses that subscribers chose. 410: nobody listens any more. */
export class WebhookSender implements ChannelSender {
  readonly lanes = 20;
  readonly crowd = 1;
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  async send(message: Message): Promise<Outcome> {
    const { guard, key } = this.#options;
    const { id, subscriber, scene } = message;
    const body = JSON.stringify(webhookPayload(message));
    const secret = webhookSecret(await key(), subscriber.id);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Candor',
      ...signatureHeaders(secret, id, scene.now, body),
    };
    const answer = await guardedPost({ url: subscriber.address, headers, body }, guard);
    return outcomeOfAnswer(answer, { isGone: (status) => status === 410, quotes: false }, scene.now);
  }

  show(message: Message): Shown {
    return { title: null, text: null, html: null, payload: webhookPayload(message) };
  }
}

import { signatureHeaders, webhookSecret } from '../webhookSignature.ts';
import type { ChannelSender, Message, Outcome } from './channel.ts';
import { type Answer, type Guard, guardedPost } from './guardedRequest.ts';
import { webhookPayload } from './webhookPayload.ts';

export type WebhookOptions = {
  readonly guard: Guard;
  /** From which the secret of each subscriber follows. */
  readonly key: () => Promise<string>;
};

/** Sends what a Statuspage sends to webhooks, signed, to addresses that subscribers chose. */
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
    return outcomeOf(await guardedPost({ url: subscriber.address, headers, body }, guard));
  }
}

/** As on a Statuspage: whatever is not 2xx, a redirect too, is tried again. 410 says that nobody listens any more. */
function outcomeOf(answer: Answer): Outcome {
  if (answer.is === 'failed') return { is: 'later', problem: answer.problem, isDown: false };
  const { status } = answer;
  if (status >= 200 && status < 300) return { is: 'sent' };
  const problem = `It answered ${status}.`;
  return status === 410 ? { is: 'gone', problem } : { is: 'later', problem, isDown: false };
}

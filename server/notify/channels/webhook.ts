import { signatureHeaders, webhookSecret } from '../../webhookSignature.ts';
import type {
  ChannelDefinition,
  ChannelSender,
  Message,
  Outcome,
  SenderSettings,
  Shown,
} from '../channel.ts';
import { guardedPost } from '../guardedRequest.ts';
import { hookAddress } from '../hookAddress.ts';
import { outcomeOfAnswer } from '../outcomeOfAnswer.ts';
import { webhookPayload } from '../webhookPayload.ts';

/** What a Statuspage sends to webhooks, signed, to addresses that subscribers chose. 410: nobody listens any more. */
export const webhook: ChannelDefinition = {
  id: 'webhook',
  name: 'Webhook',
  addressHint: {
    en: 'Where the JSON is sent. It begins with https://.',
    de: 'Wohin das JSON gesendet wird. Sie beginnt mit https://.',
  },
  isWritten: true,
  hearsOfComponents: true,
  isGivenUp: true,
  ...hookAddress(null),
  showAddress: (address) => address,
  open: (settings) => new WebhookSender(settings),
};

class WebhookSender implements ChannelSender {
  readonly lanes = 20;
  readonly isParallel = true;
  readonly #settings: Pick<SenderSettings, 'guard' | 'keys'>;

  constructor(settings: Pick<SenderSettings, 'guard' | 'keys'>) {
    this.#settings = settings;
  }

  async send(message: Message): Promise<Outcome> {
    const { guard, keys } = this.#settings;
    const { id, subscriber, scene } = message;
    const body = JSON.stringify(webhookPayload(message));
    const secret = webhookSecret(await keys('webhooks'), subscriber.id);
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

import { addressProblem } from '../domain/subscriberAddress.ts';
import type { ChannelSender, Message, Outcome, Shown } from './channel.ts';
import { type Guard, guardedPost } from './guardedRequest.ts';
import { outcomeOfAnswer } from './outcomeOfAnswer.ts';
import { isOver, type Story, storyOf } from './story.ts';

/** One service of chats: what it takes, and where. */
export type Chat = {
  readonly channel: 'slack' | 'discord' | 'teams' | 'google_chat' | 'telegram';
  /** Where a message for this address is posted. */
  readonly target: (address: string, story: Story) => URL;
  /** The message as this service wants it, within its limits. */
  readonly write: (story: Story, address: string) => Readonly<Record<string, unknown>>;
  /** Whether an answer says that nobody will ever be reached at this address. */
  readonly isGone: (status: number, body: string) => boolean;
};

export type ChatOptions = {
  readonly guard: Guard;
  /** Takes the place of the service's own origin. */
  readonly origin?: string;
};

/** Posts messages into chats, to addresses of their services and nowhere else. */
export class ChatSender implements ChannelSender {
  readonly lanes = 5;
  readonly crowd = 1;
  readonly #chat: Chat;
  readonly #options: ChatOptions;

  constructor(chat: Chat, options: ChatOptions) {
    this.#chat = chat;
    this.#options = options;
  }

  async send(message: Message): Promise<Outcome> {
    const { channel, target, write, isGone } = this.#chat;
    const { guard, origin } = this.#options;
    const { address } = message.subscriber;
    const problem = addressProblem(channel, address);
    if (problem !== null) return { is: 'gone', problem: `The address ${problem}.` };
    const story = storyOf(message);
    const { pathname, search, origin: own } = target(address, story);
    const answer = await guardedPost(
      {
        url: `${origin ?? own}${pathname}${search}`,
        headers: { 'content-type': 'application/json', 'user-agent': 'Candor' },
        body: JSON.stringify(write(story, address)),
      },
      guard,
    );
    return outcomeOfAnswer(answer, { isGone, quotes: true }, message.scene.now);
  }

  show(message: Message): Shown {
    const story = storyOf(message);
    return {
      title: `[${story.pageName}] ${story.title}`,
      text: [story.span, ...paragraphs(story)].join('\n\n'),
      html: null,
      payload: this.#chat.write(story, message.subscriber.address),
    };
  }
}

/** What most services answer when a hook was deleted. */
export function isDeleted(status: number): boolean {
  return status === 404 || status === 410;
}

export type Tone = 'good' | 'planned' | 'minor' | 'bad';

/** How a message looks at a glance. */
export function toneOf({ report }: Story): Tone {
  if (isOver(report)) return 'good';
  if (report.kind === 'maintenance') return 'planned';
  return report.impact === 'major' || report.impact === 'critical' ? 'bad' : 'minor';
}

/** The page's colours. */
export const colors: Readonly<Record<Tone, string>> = {
  good: '#177a4d',
  planned: '#2a5fc0',
  minor: '#e0b13a',
  bad: '#b32626',
};

/** What the story tells, the newest first, and how its components are, without formatting. */
export function paragraphs({ lead, updates, components }: Story): string[] {
  const told = updates.map(({ label, when, text }) => `${label} – ${when}\n${text}`.trim());
  const states = components.map(({ name, label }) => `${name}: ${label}`);
  return [lead ?? '', ...told, states.join('\n')].filter((part) => part !== '');
}

/** Puts a backslash before what Markdown would take for formatting; addresses stay as they are. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>()]+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`*_~|<>#[\]()@-]/g, '\\$&')))
    .join('');
}

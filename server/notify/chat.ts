import type {
  AddressRules,
  ChannelDefinition,
  ChannelSender,
  Message,
  Outcome,
  SenderSettings,
  Shown,
} from './channel.ts';
import { guardedPost } from './guardedRequest.ts';
import { outcomeOfAnswer, type Reading } from './outcomeOfAnswer.ts';
import { isOver, type Story, storyOf } from './story.ts';

/** One service of chats: what it takes, and where. */
type Chat = Pick<ChannelDefinition, 'id' | 'name'> &
  AddressRules & {
    /** Where a message for this address is posted; the address itself when not said. */
    readonly target?: (address: string, story: Story) => URL;
    /** The message as this service wants it, within its limits. */
    readonly write: (story: Story, address: string) => Readonly<Record<string, unknown>>;
    /** How its answers are read, where not as those of most services. */
    readonly reading?: Partial<Reading>;
  };

/** The channel of a service that takes messages for chats as JSON, at addresses that staff enter. */
export function chatChannel(chat: Chat): ChannelDefinition {
  return {
    ...chat,
    isWritten: true,
    hearsOfComponents: false,
    isGivenUp: false,
    open: (settings) => new ChatSender(chat, settings),
  };
}

/** Posts messages into chats, to addresses of their services and nowhere else. */
class ChatSender implements ChannelSender {
  readonly lanes = 5;
  readonly isParallel = true;
  readonly #chat: Chat;
  readonly #settings: Pick<SenderSettings, 'guard' | 'origin'>;

  constructor(chat: Chat, settings: Pick<SenderSettings, 'guard' | 'origin'>) {
    this.#chat = chat;
    this.#settings = settings;
  }

  async send(message: Message): Promise<Outcome> {
    const { target, write, reading } = this.#chat;
    const { guard, origin } = this.#settings;
    const { address } = message.subscriber;
    const problem = this.#chat.addressProblem(address);
    if (problem !== null) return { is: 'gone', problem: `The address ${problem}.` };
    const story = storyOf(message);
    const { pathname, search, origin: own } = target?.(address, story) ?? new URL(address);
    const answer = await guardedPost(
      {
        url: `${origin ?? own}${pathname}${search}`,
        headers: { 'content-type': 'application/json', 'user-agent': 'Candor' },
        body: JSON.stringify(write(story, address)),
      },
      guard,
    );
    return outcomeOfAnswer(answer, { isGone: isDeleted, quotes: true, ...reading }, message.scene.now);
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

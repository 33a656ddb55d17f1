import { useEffect, useRef, useState } from 'preact/hooks';
import type { Consequences } from '../api/shapes.ts';
import { words } from '../words/words.ts';
import { useChannelNames } from './channels.ts';
import { policy } from './publishedHtml.tsx';
import { Segments } from './segments.tsx';

type Message = Consequences['would_send'][number];

/** What subscribers will be sent, one channel at a time. */
export function Messages({ messages }: { messages: readonly Message[] }) {
  const texts = words.value.preview;
  const nameOf = useChannelNames();
  const [isOpen, setOpen] = useState(false);
  const [wanted, want] = useState<Message['channel'] | null>(null);
  const channels = [...new Set(messages.map(({ channel }) => channel))];
  const shown = channels.find((channel) => channel === wanted) ?? channels[0];
  if (!shown) return null;
  return (
    <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{texts.messages}</summary>
      {isOpen && (
        <div class="stack">
          <Segments
            legend={texts.by}
            options={channels.map((value) => ({ value, label: nameOf(value) }))}
            value={shown}
            onChange={want}
          />
          {messages
            .filter(({ channel }) => channel === shown)
            .map((message, index) => (
              <ShownMessage key={index} message={message} />
            ))}
        </div>
      )}
    </details>
  );
}

function ShownMessage({ message: { channel, title, text, html, payload } }: { message: Message }) {
  const texts = words.value.preview;
  const nameOf = useChannelNames();
  const plain = text !== null && <pre>{text}</pre>;
  return (
    <>
      {title !== null && <h3>{title}</h3>}
      {html === null && plain}
      {html !== null && (
        <>
          <MailDocument html={html} title={nameOf(channel)} />
          <details class="fold">
            <summary>{texts.asText}</summary>
            {plain}
          </details>
        </>
      )}
      {payload && (
        <details class="fold" open={text === null}>
          <summary>JSON</summary>
          <pre>{JSON.stringify(payload, null, 2)}</pre>
        </details>
      )}
    </>
  );
}

/** A mail in a document of its own, which may have the styles that mails need, and nothing else. */
function MailDocument({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    const root = frame.current?.contentDocument?.documentElement;
    if (!isThere || !frame.current || !root) return;
    root.innerHTML = policy.createHTML(html);
    frame.current.style.height = `${root.scrollHeight}px`;
  }, [html, isThere]);
  const arrive = (): void => {
    // Links lead away from the mail, and those of its reader belong to nobody here.
    frame.current?.contentDocument?.addEventListener('click', (event) => event.preventDefault());
    setThere(true);
  };
  return (
    <iframe
      ref={frame}
      class="mail"
      title={title}
      src="/admin/mail"
      sandbox="allow-same-origin"
      onLoad={arrive}
    />
  );
}

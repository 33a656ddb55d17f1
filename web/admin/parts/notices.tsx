import { signal } from '@preact/signals';
import { words } from '../words/words.ts';

type Notice = {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => Promise<void>) | null;
  /** For what must be read: it stays until it is closed. */
  readonly stays: boolean;
};

const notices = signal<readonly Notice[]>([]);
const goesAfterMs = 10_000;
let made = 0;

/** Says that something was done, with a way back where there is one. */
export function notify(text: string, undo: (() => Promise<void>) | null = null): void {
  add({ text, undo, stays: false });
}

function add(notice: Omit<Notice, 'id'>): void {
  made += 1;
  const id = made;
  notices.value = [...notices.value.slice(-2), { ...notice, id }];
  if (!notice.stays) setTimeout(() => close(id), goesAfterMs);
}

function close(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

function takeBack({ id, undo }: Notice): void {
  close(id);
  undo?.().catch(() => add({ text: words.value.parts.undoFailed, undo: null, stays: true }));
}

/** The notices, read aloud as they come, without taking the focus. */
export function Notices() {
  const texts = words.value.parts;
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map((notice) => (
        <div class="notice" key={notice.id}>
          <span>{notice.text}</span>
          {notice.undo && (
            <button type="button" onClick={() => takeBack(notice)}>
              {texts.undo}
            </button>
          )}
          <button type="button" class="close" aria-label={texts.close} onClick={() => close(notice.id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}

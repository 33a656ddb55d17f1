import { useRef, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';

/** Text that is taken elsewhere, with a button that copies it. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState('');
  const shown = useRef<HTMLPreElement>(null);
  const texts = words.value.parts;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(texts.copied);
    } catch {
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid(texts.copyFailed);
    }
  };
  return (
    <figure class="copyable">
      <figcaption>{label}</figcaption>
      <pre ref={shown}>{text}</pre>
      <div class="actions">
        <Button onClick={() => void copy()} label={`${texts.copy}: ${label}`}>
          {texts.copy}
        </Button>
        <span class="hint" role="status">
          {said}
        </span>
      </div>
    </figure>
  );
}

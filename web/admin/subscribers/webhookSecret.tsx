import { useState } from 'preact/hooks';
import { read } from '../api/ask.ts';
import type { Subscriber } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** The secret that whoever takes a webhook needs to tell that it comes from here. Shown on wish. */
export function WebhookSecret({ subscriber: { id } }: { subscriber: Subscriber }) {
  const [secret, setSecret] = useState('');
  const texts = words.value.subscribers;
  const show = useAction(async () => {
    const { body } = await read<{ webhook_secret: string }>(onPage(`/subscribers/${id}/webhook_secret`));
    setSecret(body.webhook_secret);
  });
  return (
    <Section title={texts.secret}>
      <p>{texts.secretLead}</p>
      {secret === '' ? (
        <div class="actions">
          <Button busy={show.busy} onClick={() => show.run()}>
            {texts.showSecret}
          </Button>
        </div>
      ) : (
        <Copyable label={texts.secret} text={secret} />
      )}
      <ErrorText error={show.error} />
    </Section>
  );
}

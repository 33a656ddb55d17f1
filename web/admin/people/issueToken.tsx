import { useState } from 'preact/hooks';
import type { Role } from '../../../server/domain/access.ts';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { IssuedToken } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Field } from '../parts/field.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { ShownOnce } from '../parts/shownOnce.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { RoleChoice } from './roleChoice.tsx';

/** Days after which a token can expire; 0: never. */
const lifetimes = [30, 90, 365, 0] as const;

type Wanted = { readonly name: string; readonly role: Role; readonly days: number };
const usual: Wanted = { name: '', role: 'editor', days: 90 };

/** Makes a token, and shows its secret with an example of what to do with it. */
export function IssueToken({ onClose }: { onClose: () => void }) {
  const form = useKept('token', usual);
  const [issued, setIssued] = useState<IssuedToken | null>(null);
  // Counted from the opening, so that the same request sent again is the same.
  const [opened] = useState(() => Date.now());
  const texts = words.value.people;
  const { name, role, days } = form.value;
  const issue = useAction(async () => {
    const expires_at = days === 0 ? null : new Date(opened + days * 86_400_000).toISOString();
    const { body } = await change<IssuedToken>('POST', onPage('/tokens'), {
      body: { token: { name, role, expires_at } },
    });
    setIssued(body);
    form.clear();
  });
  if (issued) return <Secret issued={issued} onClose={onClose} />;
  return (
    <FormDialog title={texts.issue} verb={texts.issueVerb} action={issue} onClose={onClose}>
      <Field label={texts.tokenName} hint={texts.tokenNameHint} problem={problemOf(issue.error, 'name')}>
        {(control) => (
          <input
            {...control}
            autocomplete="off"
            required
            value={name}
            onInput={(event) => form.set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <RoleChoice value={role} onChange={(wish) => form.set({ role: wish })} />
      <Field label={texts.lifetime} problem={problemOf(issue.error, 'expires_at')}>
        {(control) => (
          <select
            {...control}
            value={days}
            onChange={(event) => form.set({ days: Number(event.currentTarget.value) })}
          >
            {lifetimes.map((each) => (
              <option key={each} value={each}>
                {texts.afterDays(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}

function Secret({ issued, onClose }: { issued: IssuedToken; onClose: () => void }) {
  const texts = words.value.people;
  const example = `curl -H 'Authorization: Bearer ${issued.token}' ${location.origin}/v1${onPage('/components')}`;
  return (
    <ShownOnce title={texts.secretTitle(issued.name)} onClose={onClose}>
      <p>{texts.secretLead}</p>
      <Copyable label={texts.secret} text={issued.token} />
      <Copyable label={texts.example} text={example} />
      <p class="hint">
        <a href="/docs" target="_blank" rel="noopener">
          {texts.apiDocs}
        </a>
      </p>
    </ShownOnce>
  );
}

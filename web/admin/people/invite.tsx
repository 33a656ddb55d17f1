import { useState } from 'preact/hooks';
import type { Role } from '../../../server/domain/access.ts';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { Offered } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Field } from '../parts/field.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { LinkDialog } from './linkDialog.tsx';
import { RoleChoice } from './roleChoice.tsx';

type Invitation = { readonly email: string; readonly role: Role };
const nobody: Invitation = { email: '', role: 'editor' };

/** Invites somebody, and shows the link that they are to get. */
export function Invite({ onClose }: { onClose: () => void }) {
  const form = useKept('invitation', nobody);
  const [offered, setOffered] = useState<Offered | null>(null);
  const texts = words.value.people;
  const invite = useAction(async () => {
    setOffered((await change<Offered>('POST', onPage('/members'), { body: { member: form.value } })).body);
    form.clear();
  });
  if (offered) return <LinkDialog offered={offered} onClose={onClose} />;
  return (
    <FormDialog title={texts.invite} verb={texts.makeLink} action={invite} onClose={onClose}>
      <Field label={texts.email} hint={texts.emailHint} problem={problemOf(invite.error, 'email')}>
        {(control) => (
          <input
            {...control}
            type="email"
            autocomplete="off"
            required
            value={form.value.email}
            onInput={(event) => form.set({ email: event.currentTarget.value })}
          />
        )}
      </Field>
      <RoleChoice value={form.value.role} onChange={(role) => form.set({ role })} />
    </FormDialog>
  );
}

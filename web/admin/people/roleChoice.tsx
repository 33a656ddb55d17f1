import { type Role, roles } from '../../../server/domain/access.ts';
import { Choices } from '../parts/choices.tsx';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';

/** A role, at most one's own, with what it may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const texts = words.value.people;
  const options = roles
    .filter(may)
    .map((role) => ({ value: role, label: words.value.roles[role], does: texts.roleDoes[role] }));
  return <Choices legend={texts.role} options={options} value={value} onChange={onChange} />;
}

import { useId } from 'preact/hooks';
import { type Role, roles } from '../../../server/domain/access.ts';
import { may } from '../session/session.ts';
import { words } from '../words/words.ts';

/** A role, at most one's own, with what it may do. */
export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const name = useId();
  const texts = words.value.people;
  return (
    <fieldset class="stack">
      <legend>{texts.role}</legend>
      {roles.filter(may).map((role) => (
        <div key={role}>
          <label class="choice">
            <input
              type="radio"
              name={name}
              aria-describedby={`${name}-${role}`}
              checked={role === value}
              onChange={() => onChange(role)}
            />
            {words.value.roles[role]}
          </label>
          <p class="hint does" id={`${name}-${role}`}>
            {texts.roleDoes[role]}
          </p>
        </div>
      ))}
    </fieldset>
  );
}

import type { Member } from '../api/shapes.ts';
import { currentSession } from '../session/session.ts';

/** What a member is called: by their name, else by their address. */
export function nameOf({ name, email }: Pick<Member, 'name' | 'email'>): string {
  return name ?? email;
}

export function isOneself({ id }: Pick<Member, 'id'>): boolean {
  return currentSession().caller.member?.id === id;
}

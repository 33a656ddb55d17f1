import { signal } from '@preact/signals';
import type { Role } from '../../../server/domain/access.ts';
import { isAtLeast } from '../../../server/domain/access.ts';
import { change, gate, read } from '../api/ask.ts';
import { forgetReadings } from '../api/live.ts';
import { Refusal } from '../api/problem.ts';
import type { Caller, Page } from '../api/shapes.ts';

/** Who is signed in, and the page that they work on. */
export type Session = { readonly caller: Caller; readonly pageId: string };

/** `ended`: it was there, and what it showed is kept behind the sign-in. */
export type SessionState =
  | { readonly is: 'unknown' }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'none' }
  | { readonly is: 'open'; readonly session: Session }
  | { readonly is: 'ended'; readonly session: Session };

export const sessionState = signal<SessionState>({ is: 'unknown' });

gate.signedOut = () => {
  const state = sessionState.value;
  sessionState.value =
    state.is === 'open' || state.is === 'ended' ? { is: 'ended', session: state.session } : { is: 'none' };
};

/** Asks who is signed in. */
export async function openSession(): Promise<void> {
  try {
    const [{ body: caller }, { body: pages }] = await Promise.all([
      read<Caller>('/session'),
      read<Page[]>('/pages'),
    ]);
    const pageId = pages[0]?.id;
    if (pageId === undefined) throw new Error('the API knows no page');
    const before = sessionState.value;
    const known = before.is === 'open' || before.is === 'ended' ? before.session : null;
    if (known?.pageId !== pageId || known.caller.member?.id !== caller.member?.id) forgetReadings();
    sessionState.value = { is: 'open', session: { caller, pageId } };
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return;
    sessionState.value = { is: 'failed', error };
  }
}

/** Throws `Refusal`: `session.wrong`, `session.code_needed`, or that there were too many attempts. */
export async function signIn(email: string, password: string, code: string | null): Promise<void> {
  await change('POST', '/session', { body: { email, password, ...(code === null ? {} : { code }) } });
  await openSession();
}

export async function signOut(): Promise<void> {
  await change('DELETE', '/session');
  forgetReadings();
  sessionState.value = { is: 'none' };
}

/** The session that rooms are shown in. Throws when there is none: rooms are not shown without one. */
export function currentSession(): Session {
  const state = sessionState.value;
  if (state.is === 'open' || state.is === 'ended') return state.session;
  throw new Error('nobody is signed in');
}

/** A path of the API below the page: `/components` is `/pages/ID/components`. */
export function onPage(path: string): string {
  return `/pages/${currentSession().pageId}${path}`;
}

/** Whether who is signed in may do what needs this role. The API decides; this only decides what is offered. */
export function may(role: Role): boolean {
  return isAtLeast(currentSession().caller.role, role);
}

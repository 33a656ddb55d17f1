import type { VNode } from 'preact';
import lazy from 'preact-iso/lazy';
import type { Role } from '../../../server/domain/access.ts';
import type { Words } from '../words/words.ts';
import { noticeOldVersion } from './oldVersion.tsx';

type RoomName = keyof Words['rooms'];

/** A room of the application, loaded when it is entered for the first time. */
export type Room = {
  readonly name: RoomName;
  /** Below `/admin`. Everything below it belongs to the room. */
  readonly path: string;
  /** The least role that it is shown to. */
  readonly role: Role;
  /** Where it stands in the menu; null: nowhere. */
  readonly place: 'main' | 'end' | null;
  readonly Enter: () => VNode;
};

function room(
  name: RoomName,
  path: string,
  role: Role,
  load: () => Promise<{ default: () => VNode }>,
  place: Room['place'] = 'main',
): Room {
  return { name, path, role, place, Enter: lazy<() => VNode>(() => load().catch(noticeOldVersion)) };
}

/** In the order of the menu. */
export const rooms: readonly Room[] = [
  room('home', '', 'viewer', () => import('../home/room.tsx')),
  room('incidents', '/incidents', 'viewer', () => import('../incidents/room.tsx')),
  room('maintenances', '/maintenances', 'viewer', () => import('../maintenances/room.tsx')),
  room('components', '/components', 'viewer', () => import('../components/room.tsx')),
  room('page', '/page', 'admin', () => import('../page/room.tsx')),
  room('people', '/people', 'admin', () => import('../people/room.tsx')),
  room('audit', '/audit', 'admin', () => import('../audit/room.tsx')),
  room('account', '/account', 'viewer', () => import('../account/room.tsx'), 'end'),
  room('setup', '/setup', 'admin', () => import('../setup/room.tsx'), null),
];

import type { VNode } from 'preact';
import lazy from 'preact-iso/lazy';
import type { Role } from '../../../server/domain/access.ts';
import type { Words } from '../words/words.ts';
import { noticeOldVersion } from './oldVersion.tsx';

type RoomName = keyof Words['rooms'];

/** A room of the application, loaded with those like it when the first of them is entered. */
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
  load: () => Promise<() => VNode>,
  place: Room['place'] = 'main',
): Room {
  return { name, path, role, place, Enter: lazy<() => VNode>(() => load().catch(noticeOldVersion)) };
}

const daily = () => import('./dailyRooms.ts');
const setting = () => import('./settingRooms.ts');

/** In the order of the menu. */
export const rooms: readonly Room[] = [
  room('home', '', 'viewer', async () => (await daily()).HomeRoom),
  room('incidents', '/incidents', 'viewer', async () => (await daily()).IncidentsRoom),
  room('maintenances', '/maintenances', 'viewer', async () => (await daily()).MaintenancesRoom),
  room('components', '/components', 'viewer', async () => (await setting()).ComponentsRoom),
  room('subscribers', '/subscribers', 'editor', async () => (await setting()).SubscribersRoom),
  room('page', '/page', 'admin', async () => (await setting()).PageRoom),
  room('people', '/people', 'admin', async () => (await setting()).PeopleRoom),
  room('audit', '/audit', 'admin', async () => (await setting()).AuditRoom),
  room('account', '/account', 'viewer', async () => (await setting()).AccountRoom, 'end'),
  room('setup', '/setup', 'admin', async () => (await setting()).SetupRoom, null),
];

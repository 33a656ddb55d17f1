/** The rooms for what is set up once and seldom changed, in one file as well. */
export { AccountRoom } from '../account/room.tsx';
export { AuditRoom } from '../audit/room.tsx';
export { ComponentsRoom } from '../components/room.tsx';
export { PageRoom } from '../page/room.tsx';
export { PeopleRoom } from '../people/room.tsx';
export { SetupRoom } from '../setup/room.tsx';
export { SubscribersRoom } from '../subscribers/room.tsx';

/** The rooms for what happens and what is planned. Compressed as one file, they are much smaller than one by one. */
export { HomeRoom } from '../home/room.tsx';
export { IncidentsRoom } from '../incidents/room.tsx';
export { MaintenancesRoom } from '../maintenances/room.tsx';

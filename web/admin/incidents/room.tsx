import { useLocation } from 'preact-iso/router';
import { Declare } from './declare.tsx';
import { IncidentPage } from './incident.tsx';
import { IncidentList } from './list.tsx';
import { Templates } from './templates.tsx';

/** Incidents: all of them, one of them, a new one, and the templates. */
export function IncidentsRoom() {
  const { path, query } = useLocation();
  const part = path.split('/')[3] ?? '';
  if (part === '') return <IncidentList />;
  if (part === 'templates') return <Templates />;
  if (part === 'new') return <Declare key={query.draft} draftId={query.draft ?? null} />;
  return <IncidentPage key={part} id={part} />;
}

import { useLocation } from 'preact-iso/router';
import { EditMaintenance } from './editMaintenance.tsx';
import { EditSeries } from './editSeries.tsx';
import { MaintenanceList } from './list.tsx';
import { MaintenancePage } from './maintenance.tsx';
import { PlanMaintenance } from './planMaintenance.tsx';
import { SeriesPage } from './series.tsx';

/** Maintenances: all of them, one of them, a series, a new one. */
export function MaintenancesRoom() {
  const { path, query } = useLocation();
  const [part = '', then = '', last = ''] = path.split('/').slice(3);
  if (part === '') return <MaintenanceList />;
  if (part === 'new') {
    return <PlanMaintenance key={query.draft} draftId={query.draft ?? null} date={query.date ?? null} />;
  }
  if (part === 'series') {
    return last === 'edit' ? <EditSeries key={then} id={then} /> : <SeriesPage key={then} id={then} />;
  }
  return then === 'edit' ? (
    <EditMaintenance key={part} id={part} />
  ) : (
    <MaintenancePage key={part} id={part} />
  );
}

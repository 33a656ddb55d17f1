import type { Hono } from 'hono';
import { isId } from '../domain/id.ts';
import { calendarReports, maintenanceCalendar } from '../publish/maintenanceCalendar.ts';
import { makeDocument } from '../publish/page.ts';
import { publicReport } from '../publish/publicReport.ts';
import type { Site } from '../publish/site.ts';
import { respond } from './respond.ts';

const calendarType = 'text/calendar; charset=utf-8';

/** Maintenances for calendars: all of them to subscribe to, and each as a file. */
export function calendarRoutes(app: Hono, site: Site): void {
  app.get('/maintenance.ics', (context) => {
    const calendar = site.derived('maintenance.ics', (snapshot) =>
      makeDocument(maintenanceCalendar(snapshot.page, calendarReports(snapshot)), calendarType),
    );
    return calendar ? respond(calendar, context.req.raw) : context.notFound();
  });

  app.get('/maintenance/:file', async (context) => {
    const [, id = ''] = /^(.*)\.ics$/.exec(context.req.param('file')) ?? [];
    if (!isId(id)) return context.notFound();
    const calendar = await site.archived(`maintenance ${id}`, async ({ reads, shown }) => {
      const report = await reads.report(id);
      if (report?.kind !== 'maintenance') return null;
      const maintenance = publicReport(report, await reads.components());
      return makeDocument(maintenanceCalendar(shown, [maintenance]), calendarType);
    });
    return calendar ? respond(calendar, context.req.raw) : context.notFound();
  });
}

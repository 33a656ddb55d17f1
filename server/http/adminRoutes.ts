import type { Hono } from 'hono';
import type { AdminFiles } from '../publish/adminFiles.ts';
import { refuseText } from './refuseText.ts';
import { respond } from './respond.ts';

/** The staff's application: one page at every address below `/admin`, and its files. Nothing here asks the database. */
export function adminRoutes(app: Hono, admin: AdminFiles): void {
  app.get('/admin/assets/:file{.+}', (context) => {
    const file = admin.file(context.req.param('file'));
    if (file) return respond(file, context.req.raw);
    return refuseText(404, 'This version has no such file. Load the page again to get the current one.');
  });

  app.get('/admin/mail', (context) => respond(admin.mail, context.req.raw));

  app.get('/admin/*', (context) => respond(admin.document, context.req.raw));
}

import { renderPreview } from '../../web/page/preview.tsx';
import type { Component } from '../domain/component.ts';
import type { Report } from '../domain/incident.ts';
import { withDraftPublished } from '../domain/postmortem.ts';
import { reportPage } from './publicReport.ts';
import type { PublicPage } from './snapshot.ts';

/** The page that a report would stand on, and when. */
export type PreviewContext = {
  /** Also retired ones, since reports name them. */
  readonly components: readonly Component[];
  readonly page: PublicPage;
  /** ms UTC. */
  readonly now: number;
};

/** A report as HTML, as its readers will see it. Pure. */
export function previewReport(report: Report, { components, page, now }: PreviewContext): string {
  return renderPreview(reportPage(report, components, page, now));
}

/** The same once the draft of its postmortem is published; null when it has none. Pure. */
export function previewPostmortem(report: Report, context: PreviewContext): string | null {
  if (report.kind !== 'incident') return null;
  const postmortem = withDraftPublished(report, context.now);
  return postmortem && previewReport({ ...report, postmortem }, context);
}

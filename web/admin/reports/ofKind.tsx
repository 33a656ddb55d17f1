import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Incident } from '../api/shapes.ts';
import { kindOf, type ReportKind, roomOf } from './texts.ts';

/** A report in the room of its kind; from the other room it leads there. */
export function OfKind({ kind, report, children }: { kind: ReportKind; report: Incident; children: VNode }) {
  const { url, route } = useLocation();
  const own = kindOf(report);
  useEffect(() => {
    if (own !== kind) route(url.replace(roomOf[kind], roomOf[own]), true);
  }, [own, kind, url]);
  return own === kind ? children : null;
}

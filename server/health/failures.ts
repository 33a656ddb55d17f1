import { Counter, type Registry } from 'prom-client';

/** The jobs that go on by themselves, and are tried again when they fail. */
const jobs = [
  'publish',
  'tell',
  'mail_links',
  'forget',
  'advance_maintenances',
  'plan_series',
  'publish_drafts',
  'ping_hub',
  'keep_published',
  'copy_site',
  'alert',
  'backup',
] as const;
export type Job = (typeof jobs)[number];

/** Counts how often each job failed. */
export function jobFailures(registry: Registry): (job: Job) => void {
  const counter = new Counter({
    name: 'candor_job_failures_total',
    help: 'How often something that goes on by itself failed and was put off.',
    labelNames: ['job'],
    registers: [registry],
  });
  for (const job of jobs) counter.inc({ job }, 0);
  return (job) => counter.inc({ job });
}

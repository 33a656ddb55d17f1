/** Bodies of requests as people write them, by the id of the operation. A test holds each against its schema. */
export const examples: Readonly<Record<string, unknown>> = {
  postPagesPageIdIncidents: {
    incident: {
      name: 'Slow answers from the API',
      status: 'investigating',
      body: 'We see slow answers since 14:00 UTC and look for the cause.',
      components: { kctbh9vrtdwd: 'degraded_performance' },
    },
  },
  patchPagesPageIdIncidentsIncidentId: {
    incident: { status: 'resolved', body: 'Answers are fast again since 14:20 UTC.' },
  },
  postPagesPageIdIncidentsIncidentIdMerge: { into: 'p31zjtct2jer' },
  postPagesPageIdDrafts: {
    draft: {
      publish_at: '2026-12-01T08:00:00Z',
      incident_id: 'p31zjtct2jer',
      update: { status: 'monitoring', body: 'The fix is in place and we watch it.' },
    },
  },
  postPagesPageIdMaintenanceSeries: {
    maintenance_series: {
      name: 'Monthly upgrade',
      component_ids: ['kctbh9vrtdwd'],
      starts_at: '2026-12-06T02:00',
      time_zone: 'Europe/Zurich',
      duration_minutes: 120,
      rrule: 'FREQ=MONTHLY;BYDAY=1SU',
    },
  },
  postPagesPageIdComponents: {
    component: { name: 'API', description: 'What your programs talk to', status: 'operational' },
  },
  patchPagesPageIdComponentsComponentId: { component: { status: 'partial_outage' } },
  postPagesPageIdComponentGroups: {
    component_group: { name: 'Europe', components: ['kctbh9vrtdwd'] },
  },
  putPagesPageIdOrder: {
    order: [{ id: 'kctbh9vrtdwd' }, { id: 'g5m2yx7f0p1d', components: ['p31zjtct2jer', '8kbf7d35c070'] }],
  },
  patchPagesPageId: { page: { name: 'Example Status', time_zone: 'Europe/Zurich' } },
};

import type { AvailabilityPolicy } from '../../../server/domain/policy.ts';
import { thousandths } from './numbers.ts';
import type { Words } from './words.ts';

/** How an hour of each status counts, and what maintenance means, one sentence each. */
export function policySentences(words: Words, policy: AvailabilityPolicy): readonly string[] {
  const { locale } = words.dates;
  const weights = (['major_outage', 'partial_outage', 'degraded_performance'] as const).map((status) => {
    const weight = policy.weights[status];
    const counts =
      weight === 0
        ? null
        : { minutes: thousandths(locale, weight * 60), factor: thousandths(locale, weight) };
    return words.hourCounts(words.statusWithin[status], counts);
  });
  return [
    ...weights,
    words.maintenanceCounts[policy.maintenance],
    words.outageDuringMaintenance[policy.outageDuringMaintenance],
  ];
}

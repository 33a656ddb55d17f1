import { z } from 'zod';
import { type Consequences, consequenceFields } from './consequences.ts';

/** What a write would come to: `would_answer` is null when it would answer with nothing but its status. */
export function dryRunShape(answer: z.ZodType | null) {
  return z.object({
    dry_run: z.literal(true),
    would_answer: answer ?? z.null(),
    ...consequenceFields,
  });
}

export function dryRunAnswer(
  result: unknown,
  consequences: Consequences,
): z.output<ReturnType<typeof dryRunShape>> {
  return { dry_run: true, would_answer: result ?? null, ...consequences };
}

import { z } from 'zod';
import { type Consequences, consequenceFields } from './consequences.ts';

const channels = z.object({
  email: z.int(),
  sms: z.int(),
  webhook: z.int(),
  slack: z.int(),
  teams: z.int(),
});

/** What a write would come to: `would_answer` is null when it would answer with nothing but its status. */
export function dryRunShape(answer: z.ZodType | null) {
  return z.object({
    dry_run: z.literal(true),
    would_answer: answer ?? z.null(),
    /** How many would be told, by channel. */
    would_tell: channels,
    ...consequenceFields,
  });
}

/** Nobody can subscribe yet, so nobody would be told. */
export function dryRunAnswer(
  result: unknown,
  consequences: Consequences,
): z.output<ReturnType<typeof dryRunShape>> {
  return {
    dry_run: true,
    would_answer: result ?? null,
    would_tell: { email: 0, sms: 0, webhook: 0, slack: 0, teams: 0 },
    ...consequences,
  };
}

import { NoAnswer, Refusal } from '../api/problem.ts';
import { words } from '../words/words.ts';

/** What went wrong, in a sentence that says what to do next. */
export function sentenceOf(error: unknown): string {
  const texts = words.value.errors;
  if (error instanceof NoAnswer) return texts.noAnswer;
  if (!(error instanceof Refusal)) return texts.unexpected;
  if (error.status === 429 && error.retryAfterMs !== null)
    return texts.tooMany(Math.ceil(error.retryAfterMs / 1000));
  if (error.status === 403 && error.code === 'forbidden') return texts.forbidden;
  return texts.byCode[error.code] ?? error.message;
}

/** The sentence of a refusal with this code, for the field that it is about; null for everything else. */
export function sentenceFor(error: unknown, code: string): string | null {
  return error instanceof Refusal && error.code === code ? sentenceOf(error) : null;
}

/** The error of what somebody just tried, where they tried it. Heard at once by who cannot see. */
export function ErrorText({ error }: { error: unknown }) {
  return error === null || error === undefined ? null : (
    <p role="alert" class="error">
      {sentenceOf(error)}
    </p>
  );
}

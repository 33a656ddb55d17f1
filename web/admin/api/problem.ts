/** What is wrong with one field of a request, by the path of the field in the body. */
export type FieldProblem = { readonly path: string; readonly message: string };

/** The API said no. `message` is a sentence for the person who asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly details: readonly FieldProblem[];
  /** After so many ms it is worth trying again; null: nobody said. */
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    said: { readonly message: string; readonly code: string; readonly details: readonly FieldProblem[] },
    retryAfterMs: number | null,
  ) {
    super(said.message);
    this.status = status;
    this.code = said.code;
    this.details = said.details;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer came. Whether a change was made is not known; sent again with the same key it is made once. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The person closed the dialog that asked for their password. */
export class NotConfirmed extends Error {
  override readonly name = 'NotConfirmed';
}

/** What a refusal says of one field: of itself, or of a part of it. Fields are named by the ends of their paths. */
export function problemOf(error: unknown, field: string): string | null {
  if (!(error instanceof Refusal)) return null;
  const found = error.details.find(({ path }) => path === field || path.split('.').includes(field));
  return found?.message ?? null;
}

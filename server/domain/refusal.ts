import type { Fault, Refusal } from './command.ts';
import type { Id } from './id.ts';

type Detail = { readonly path: string; readonly message: string };

export function refuse(
  fault: Fault,
  code: string,
  message: string,
  details: readonly Detail[] = [],
): { readonly refusal: Refusal } {
  return { refusal: { fault, code, message, ...(details.length > 0 ? { details } : {}) } };
}

export function noSuchReport(id: Id): { readonly refusal: Refusal } {
  return refuse('not_found', 'incident.not_found', `There is no incident or maintenance ${id} on this page.`);
}

/** A refusal that names each field and the rule that it breaks. */
function refuseFields(details: readonly Detail[]): { readonly refusal: Refusal } {
  return {
    refusal: {
      fault: 'invalid',
      code: 'invalid_fields',
      message: details.map((detail) => `${detail.path} ${detail.message}`).join('; '),
      details,
    },
  };
}

export function refuseField(path: string, message: string): { readonly refusal: Refusal } {
  return refuseFields([{ path, message }]);
}

/** What is outside cannot have happened here, and the arithmetic of calendars ends somewhere. */
const earliest = 0;
const latest = Date.UTC(2100, 0);

/** XML cannot carry most of them, PostgreSQL not the first, and none belongs into a name. */
const controlCharacters = /\p{Cc}/u;

/** Collects what is wrong with the fields of one command. */
export class FieldProblems {
  readonly #details: Detail[] = [];

  add(path: string, message: string): void {
    this.#details.push({ path, message });
  }

  name(path: string, text: string | undefined): void {
    if (text !== undefined) this.line(path, text, 255);
  }

  line(path: string, text: string, longest: number): void {
    if (text.trim() === '') this.add(path, 'must not be empty');
    else if (text.length > longest) this.add(path, `must have at most ${longest} characters`);
    else if (controlCharacters.test(text)) this.add(path, 'must be one line without control characters');
  }

  instant(path: string, at: number | undefined): void {
    if (at === undefined) return;
    if (!Number.isSafeInteger(at)) this.add(path, 'must be whole milliseconds');
    else if (at < earliest || at >= latest) this.add(path, 'must be between the years 1970 and 2100');
  }

  notAfter(path: string, at: number | undefined, now: number): void {
    this.instant(path, at);
    if (at !== undefined && at > now) this.add(path, 'must not be in the future');
  }

  /** Null when nothing is wrong. */
  refusal(): { readonly refusal: Refusal } | null {
    return this.#details.length === 0 ? null : refuseFields(this.#details);
  }
}

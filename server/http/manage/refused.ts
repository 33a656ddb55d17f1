import type { Fault, Refusal } from '../../domain/command.ts';
import type { KeptAnswer } from '../../domain/request.ts';
import { routeHeaders } from '../../publish/routeHeaders.ts';

/** What the rules can refuse, and what can be wrong with a request before it reaches them. */
type RequestFault = Fault | 'malformed' | 'too_large' | 'not_built';

type RequestRefusal = Omit<Refusal, 'fault'> & { readonly fault: RequestFault };

/** An answer that says no, thrown so that it ends the request wherever it is noticed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: RequestRefusal;
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: RequestRefusal, headers: Readonly<Record<string, string>> = {}) {
    super(refusal.message);
    this.refusal = refusal;
    this.headers = headers;
  }
}

const statuses: Readonly<Record<RequestFault, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  too_large: 413,
  invalid: 422,
  too_many: 429,
  not_built: 501,
  unavailable: 503,
};

/** Statuspage's body of an error, with what we add: a stable code, each field, and the id of the request. */
export function refusalAnswer(
  { fault, code, message, details }: RequestRefusal,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): KeptAnswer {
  const body = { error: message, message, code, details: details ?? [], request_id: requestId };
  return {
    status: statuses[fault],
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...routeHeaders.closed,
      ...headers,
    },
    body: `${JSON.stringify(body)}\n`,
  };
}

export function refusalResponse(...refused: Parameters<typeof refusalAnswer>): Response {
  const { status, headers, body } = refusalAnswer(...refused);
  return new Response(body, { status, headers });
}

import { signal } from '@preact/signals';
import { isConnected } from './connection.ts';
import { type FieldProblem, NoAnswer, NotConfirmed, Refusal } from './problem.ts';
import { takeKey } from './unansweredKeys.ts';

export type Answer<T> = {
  readonly body: T;
  /** The revision of the page that the answer belongs to; null where it has none. */
  readonly revision: number | null;
};

export type Asked = {
  readonly body?: unknown;
  /** Sent as it is, in place of a body. */
  readonly file?: Blob;
  /** Refused with 412 when the page is not at this revision any more. */
  readonly ifRevision?: number | undefined;
  /** Ends the wait for an answer that nobody wants any more. */
  readonly signal?: AbortSignal;
  /** How long to wait for an answer, ms; 20 seconds when not said. */
  readonly patienceMs?: number;
  /** What this tab must do after the change, before everything is read again. */
  readonly settle?: () => Promise<void>;
};

/** Counts the changes that this tab made, so that what is shown is read again. */
export const changesMade = signal(0);

/** Who to ask when the session ended, and when the password is needed again. Set by the session's room. */
export const gate: { signedOut(): void; confirmPassword(): Promise<boolean> } = {
  signedOut() {},
  confirmPassword: async () => false,
};

const usualPatienceMs = 20_000;
const pausesMs = [500, 1_500];

/** Reads from the manage API, below `/v1`. Throws `Refusal` and `NoAnswer`. */
export async function read<T>(path: string, asked: Pick<Asked, 'signal'> = {}): Promise<Answer<T>> {
  return answered(await repeated(() => send('GET', path, {}, asked), asked.signal));
}

/**
 * Reads an answer of any length as it comes, and hears the text of each part. Throws as `read` does, and `NoAnswer` also
 * when it breaks off: half of it is never taken for the whole.
 */
export async function readWhole(
  path: string,
  hear: (text: string) => void,
  asked: Pick<Asked, 'signal' | 'patienceMs'>,
): Promise<Blob> {
  const response = await repeated(() => send('GET', path, {}, asked), asked.signal);
  if (!response.ok || !response.body) throw refusalOf(response, await response.text());
  const parts: BlobPart[] = [];
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new NoAnswer();
    });
    if (done) return new Blob(parts);
    parts.push(value);
    hear(decoder.decode(value, { stream: true }));
  }
}

/**
 * Changes something through the manage API, once however often it has to be sent: no answer means that it is sent again
 * with the same key. Asks for the password where the API wants it again. Throws `Refusal`, `NoAnswer`, `NotConfirmed`.
 */
export async function change<T = unknown>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  asked: Asked = {},
): Promise<Answer<T>> {
  const { file } = asked;
  const text =
    file || (asked.body === undefined && method === 'DELETE') ? undefined : JSON.stringify(asked.body ?? {});
  const bytes = file && new Uint8Array(await file.arrayBuffer());
  // What people do about themselves takes no key, and a password leaves no trace in the browser.
  const keyed = path.startsWith('/session')
    ? null
    : await takeKey(`${method} ${path} ${text ?? bytes ?? ''}`);
  const headers = {
    ...(keyed && { 'idempotency-key': keyed.key }),
    ...(text === undefined ? {} : { 'content-type': 'application/json' }),
    ...(file && { 'content-type': file.type || 'application/octet-stream' }),
    ...(asked.ifRevision === undefined ? {} : { 'if-match': `"r${asked.ifRevision}"` }),
  };
  for (;;) {
    const response = await repeated(
      () => send(method, path, { headers, body: text ?? file }, asked),
      asked.signal,
    );
    try {
      const answer = await answered<T>(response);
      keyed?.answered();
      await asked.settle?.();
      changesMade.value += 1;
      return answer;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'session.confirm_needed') {
        if (error instanceof Refusal && error.status < 500) keyed?.answered();
        throw error;
      }
      if (!(await gate.confirmPassword())) throw new NotConfirmed();
    }
  }
}

/** Asks what a change would come to. Nothing is changed. Throws as `change` does. */
export async function tryOut<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  asked: Asked = {},
): Promise<T> {
  const text = asked.body === undefined && method !== 'DELETE' ? '{}' : JSON.stringify(asked.body);
  const request = {
    headers: text === undefined ? {} : { 'content-type': 'application/json' },
    body: text,
  };
  const at = `${path}${path.includes('?') ? '&' : '?'}dry_run=true`;
  for (;;) {
    try {
      return (await answered<T>(await repeated(() => send(method, at, request, asked), asked.signal))).body;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'session.confirm_needed') throw error;
      if (!(await gate.confirmPassword())) throw new NotConfirmed();
    }
  }
}

/** Sends until an answer comes, three times at most. Throws `NoAnswer`. */
async function repeated(once: () => Promise<Response>, wanted?: AbortSignal): Promise<Response> {
  for (const pauseMs of [...pausesMs, null]) {
    try {
      const response = await once();
      isConnected.value = true;
      if (response.status !== 503 || pauseMs === null) return response;
    } catch (error) {
      if (wanted?.aborted) throw error;
      if (pauseMs === null) {
        isConnected.value = false;
        throw new NoAnswer();
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new NoAnswer();
}

function send(
  method: string,
  path: string,
  { headers, body }: { headers?: Record<string, string>; body?: string | Blob | undefined },
  { signal: wanted, patienceMs = usualPatienceMs }: Pick<Asked, 'signal' | 'patienceMs'>,
): Promise<Response> {
  const timeOut = AbortSignal.timeout(patienceMs);
  return fetch(`/v1${path}`, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: wanted ? AbortSignal.any([wanted, timeOut]) : timeOut,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body }),
  });
}

async function answered<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  if (response.ok) {
    const revision = /^"r(\d+)"$/.exec(response.headers.get('etag') ?? '')?.[1];
    // The API answers what its schemas say; the types come from them.
    return {
      body: (text === '' ? null : JSON.parse(text)) as T,
      revision: revision ? Number(revision) : null,
    };
  }
  throw refusalOf(response, text);
}

function refusalOf(response: Response, text: string): Refusal {
  if (response.status === 401 && !/session\.(wrong|code_needed)/.test(text)) gate.signedOut();
  return new Refusal(response.status, saidIn(text, response.status), retryAfter(response));
}

type Said = { readonly message: string; readonly code: string; readonly details: readonly FieldProblem[] };

/** The body of a refusal; another server on the way may have answered something else. */
function saidIn(text: string, status: number): Said {
  try {
    const said = JSON.parse(text) as Partial<Said>;
    if (typeof said.message === 'string' && typeof said.code === 'string') {
      return { message: said.message, code: said.code, details: said.details ?? [] };
    }
    if (typeof (said as { error?: unknown }).error === 'string') {
      return {
        message: (said as { error: string }).error,
        code: said.code ?? 'unknown',
        details: said.details ?? [],
      };
    }
  } catch {
    // Not ours.
  }
  return { message: `The server answered ${status}.`, code: 'unknown', details: [] };
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return seconds > 0 ? seconds * 1000 : null;
}

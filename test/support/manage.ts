import type { z } from 'zod';
import type { Role } from '../../server/domain/access.ts';
import type { Id } from '../../server/domain/id.ts';
import type * as incidentShapes from '../../server/http/manage/incidentShape.ts';
import type * as shapes from '../../server/http/manage/shapes.ts';
import { hashSecret } from '../../server/secret.ts';
import { startApplication, type TestApplication } from './application.ts';

export type ShownIncident = z.output<typeof incidentShapes.incidentShape>;
export type ShownUpdate = z.output<typeof incidentShapes.updateShape>;
export type ShownPostmortem = z.output<typeof shapes.postmortemShape>;
export type ShownTemplate = z.output<typeof shapes.templateShape>;
export type ShownComponent = z.output<typeof shapes.componentShape>;
export type ShownPage = z.output<typeof shapes.pageShape>;
export type ShownEmbed = z.output<typeof shapes.embedShape>;

/** `body` is null when nothing was answered but the status. A refusal has its code and its fields. */
type Answered<Body = unknown> = {
  readonly status: number;
  readonly body: Body;
  readonly code: string | undefined;
  readonly paths: readonly string[];
};

export type ManagedApplication = TestApplication & {
  readonly pageId: Id;
  /** Asks the manage API below `/v1/pages/{page_id}` as an owner, with a JSON body, or the text of one or of a form. */
  readonly manage: <Body = unknown>(
    method: string,
    path: string,
    body?: object | string,
  ) => Promise<Answered<Body>>;
  /** The same in another role. */
  readonly manageAs: (role: Role, method: string, path: string, body?: object) => Promise<Answered>;
  /** Adds an operational component. */
  readonly component: (name: string) => Promise<Id>;
  /** Opens an incident, and answers with it. */
  readonly incident: (fields: object) => Promise<ShownIncident>;
};

/** The whole product, with who asks its manage API. */
export async function startManaged(
  options: { now?: number; dataDir?: string } = {},
): Promise<ManagedApplication> {
  const app = await startApplication(options);
  const pageId = await app.store.read(async (reads) => (await reads.page()).page.id);
  const secrets = new Map<Role, string>();

  const ask = async (role: Role, method: string, path: string, body?: object | string) => {
    const secret = secrets.get(role) ?? `the secret of ${role} ${app.clock.now()}`.replaceAll(' ', '-');
    if (!secrets.has(role)) {
      const secretHash = hashSecret(secret);
      await app.act({ type: 'issueToken', name: role, role, secretHash, ceiling: 'owner' });
      secrets.set(role, secret);
    }
    // What is said in the same instant has no order.
    if (method !== 'GET') app.clock.advance(1_000);
    const sent = typeof body === 'object' ? JSON.stringify(body) : body;
    const type = sent?.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
    const response = await app.app.request(`/v1/pages/${pageId}${path}`, {
      method,
      headers: { authorization: `OAuth ${secret}`, ...(sent === undefined ? {} : { 'content-type': type }) },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return answered(response.status, text === '' ? null : JSON.parse(text));
  };

  return {
    ...app,
    pageId,
    // What a test expects to be answered is its own claim, which its assertions check.
    manage: <Body>(method: string, path: string, body?: object | string) =>
      ask('owner', method, path, body) as Promise<Answered<Body>>,
    manageAs: ask,
    component: (name) => app.act({ type: 'addComponent', name }),
    incident: async (fields) => {
      const opened = await ask('owner', 'POST', '/incidents', { incident: fields });
      if (opened.status !== 201) throw new Error(`not opened: ${JSON.stringify(opened.body)}`);
      return opened.body as ShownIncident;
    },
  };
}

function answered(status: number, body: unknown): Answered {
  const { code, details } = (body ?? {}) as { code?: string; details?: readonly { path: string }[] };
  return { status, body, code, paths: details?.map(({ path }) => path) ?? [] };
}

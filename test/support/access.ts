import { createHook } from 'node:async_hooks';
import { scryptSync } from 'node:crypto';
import type { Role } from '../../server/domain/access.ts';
import type { Id } from '../../server/domain/id.ts';
import { hashSecret } from '../../server/secret.ts';
import { startApplication, type TestApplication } from './application.ts';

export const publicUrl = 'https://status.example.com';
/** Of every member that `member` makes. */
export const password = 'violet tandem ocean';
/** The same password with parameters that cost nothing, because a hash says its own. */
const cheapHash = `scrypt$2$8$1$salt$${scryptSync(password, 'salt', 32, { N: 2, r: 8, p: 1 }).toString('base64url')}`;

export type Asked = {
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  /** The client's address. */
  readonly from?: string;
  /** Replaces what a page of ours sends along. */
  readonly headers?: Readonly<Record<string, string>>;
};

/** What tests read of answers. What an answer lacks is undefined, and the comparison fails. */
type AnswerBody = {
  readonly [key: string]: unknown;
  readonly id: Id;
  readonly link: string;
  /** Of `/session`, the token that asks; of `/tokens`, the secret of a new one. */
  readonly token: string & { readonly expires_at: string };
  readonly member: Someone;
  readonly secret: string;
  readonly recovery_codes: readonly string[];
  readonly details: readonly { readonly path: string }[];
  readonly 0: { readonly id: Id; readonly last_used_at: string };
};

type Answer = {
  readonly status: number;
  readonly body: AnswerBody;
  readonly code: string | undefined;
  readonly headers: Headers;
  /** `name=value` of the cookie that was set. */
  readonly cookie: string;
};

export type Someone = { readonly id: Id; readonly email: string };

export type AccessApplication = TestApplication & {
  readonly pageId: Id;
  /** Asks below `/v1`, as a page of ours does: with its origin, and JSON. `{page}` is the page. */
  readonly ask: (method: string, path: string, asked?: Asked) => Promise<Answer>;
  /** A member who has chosen `password`. */
  readonly member: (role: Role, email?: string) => Promise<Someone>;
  /** The cookie of a new session of theirs. */
  readonly signIn: (someone: Someone, code?: string) => Promise<string>;
  /** The secret of a new token. */
  readonly token: (role: Role) => Promise<string>;
  /** What a printed link for the first owner ends with. */
  readonly setupSecret: () => Promise<string>;
};

export async function startAccess(
  options: Parameters<typeof startApplication>[0] = {},
): Promise<AccessApplication> {
  const app = await startApplication(options);
  const pageId = await app.store.read(async (reads) => (await reads.page()).page.id);
  let made = 0;
  const fresh = (): string => {
    made += 1;
    return `secret-number-${made}`;
  };
  const ask: AccessApplication['ask'] = async (method, path, asked = {}) => {
    const own = asked.headers ?? { origin: publicUrl, 'sec-fetch-site': 'same-origin' };
    const response = await app.app.request(`/v1${path.replace('{page}', pageId)}`, {
      method,
      headers: {
        ...(/^P/.test(method) ? { 'content-type': 'application/json' } : {}),
        ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
        ...(asked.cookie === undefined ? {} : { cookie: asked.cookie }),
        'x-forwarded-for': asked.from ?? '192.0.2.1',
        ...own,
      },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    const text = await response.text();
    const isJson = /^application\/json(;|$)/.test(response.headers.get('content-type') ?? '');
    const body = isJson ? JSON.parse(text) : null;
    return {
      status: response.status,
      body,
      code: body?.code,
      headers: response.headers,
      cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
  };
  return {
    ...app,
    pageId,
    ask,
    async member(role, email = `${role}${made}@example.com`) {
      const secretHash = hashSecret(fresh());
      const id = await app.act({ type: 'inviteMember', email, role, secretHash, ceiling: 'owner' });
      const links = await app.store.read((reads) => reads.links());
      const linkId = links.find((link) => link.memberId === id)?.id ?? '';
      await app.act({ type: 'choosePassword', linkId, passwordHash: cheapHash });
      return { id, email };
    },
    async signIn({ email }, code) {
      const body = { email, password, ...(code === undefined ? {} : { code }) };
      const answer = await ask('POST', '/session', { body });
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.code}`);
      return answer.cookie;
    },
    async token(role) {
      const secret = fresh();
      await app.act({
        type: 'issueToken',
        name: role,
        role,
        secretHash: hashSecret(secret),
        ceiling: 'owner',
      });
      return secret;
    },
    async setupSecret() {
      const secret = fresh();
      await app.act({ type: 'offerSetup', secretHash: hashSecret(secret) });
      return secret;
    },
  };
}

/** How many times scrypt was computed while `work` ran. */
export async function countScrypt(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({
    init(_id, type) {
      if (type === 'SCRYPTREQUEST') count += 1;
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return count;
}

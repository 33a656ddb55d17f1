import { type Role, roles } from '../../server/domain/access.ts';
import { hashSecret } from '../../server/secret.ts';
import type { TestApplication } from './application.ts';

type Sent = {
  /** Whose token is used; null for none. */
  readonly as?: Role | 'revoked' | null;
  /** Words and bytes are sent as they are, all else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The manage API as its callers see it: a token for each role, and one that was revoked. */
export type Callers = {
  readonly pageId: string;
  readonly tokens: Readonly<Record<Role | 'revoked', string>>;
  /** `path` is below the page, like `/components`, or complete when it begins with `/v1`. As the owner if not said. */
  send(method: string, path: string, sent?: Sent): Promise<Response>;
  /** The same for what must succeed; answers with the body. */
  json<T = Record<string, unknown>>(method: string, path: string, sent?: Sent): Promise<T>;
};

export async function openCallers(app: TestApplication): Promise<Callers> {
  const { page } = await app.store.read((reads) => reads.page());
  const tokens = Object.fromEntries(
    await Promise.all(
      ([...roles, 'revoked'] as const).map(async (who) => {
        const secret = `secret-of-${who}`;
        const tokenId = await issueToken(app, who === 'revoked' ? 'owner' : who, secret);
        if (who === 'revoked') await app.act({ type: 'revokeToken', tokenId, ceiling: 'owner' });
        return [who, secret] as const;
      }),
    ),
  ) as Record<Role | 'revoked', string>;
  const send: Callers['send'] = async (method, path, { as = 'owner', body, headers = {} } = {}) =>
    app.app.request(path.startsWith('/v1') ? path : `/v1/pages/${page.id}${path}`, {
      method,
      headers: {
        ...(as === null ? {} : { authorization: `Bearer ${tokens[as]}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: asSent(body) }),
    });
  return {
    pageId: page.id,
    tokens,
    send,
    async json(method, path, sent) {
      const response = await send(method, path, sent);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
      return text === '' ? null : JSON.parse(text);
    },
  };
}

function asSent(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

function issueToken(app: TestApplication, role: Role, secret: string): Promise<string> {
  const name = `For a test: ${role}`;
  return app.act({ type: 'issueToken', name, role, secretHash: hashSecret(secret), ceiling: 'owner' });
}

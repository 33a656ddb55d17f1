import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { type Live, useLive } from '../api/live.ts';
import type { Member, Token } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Section } from '../parts/section.tsx';
import { Instant, Since } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { nameOf } from './names.ts';

/** The keys of programs to the manage API; those that open nothing any more are folded away. */
export function Tokens({ members }: { members: Live<readonly Member[]> }) {
  const tokens = useLive<readonly Token[]>(onPage('/tokens'));
  const texts = words.value.people;
  const known = members.answer?.body ?? [];
  return (
    <Section
      title={texts.tokens}
      actions={
        <a class="button" href="/admin/people?new=token">
          {texts.issue}
        </a>
      }
    >
      <Loaded live={tokens}>
        {(list) => {
          const now = Date.now();
          const latestFirst = [...list].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
          const live = latestFirst.filter((token) => isLive(token, now));
          const ended = latestFirst.filter((token) => !isLive(token, now));
          return (
            <>
              {live.length === 0 ? (
                <p class="empty">{texts.noTokens}</p>
              ) : (
                <TokenList tokens={live} members={known} />
              )}
              {ended.length > 0 && (
                <details>
                  <summary>{texts.ended(ended.length)}</summary>
                  <TokenList tokens={ended} members={known} />
                </details>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function isLive({ revoked_at, expires_at }: Token, now: number): boolean {
  return revoked_at === null && (expires_at === null || now < Date.parse(expires_at));
}

function TokenList({ tokens, members }: { tokens: readonly Token[]; members: readonly Member[] }) {
  return (
    <ul class="rows">
      {tokens.map((token) => (
        <li key={token.id}>
          <div class="what">
            <strong>{token.name}</strong>
            <p class="facts">
              {words.value.roles[token.role]} · <Use token={token} /> · <End token={token} /> ·{' '}
              <Maker token={token} members={members} />
            </p>
          </div>
          {isLive(token, Date.now()) && may(token.role) && <Revoke token={token} />}
        </li>
      ))}
    </ul>
  );
}

function Use({ token: { last_used_at } }: { token: Token }) {
  const texts = words.value.people;
  if (last_used_at === null) return texts.neverUsed;
  return (
    <>
      {texts.lastUsed} <Since at={last_used_at} />
    </>
  );
}

function End({ token: { revoked_at, expires_at } }: { token: Token }) {
  const texts = words.value.people;
  const at = revoked_at ?? expires_at;
  if (at === null) return texts.neverExpires;
  const isOver = Date.parse(at) <= Date.now();
  return (
    <>
      {revoked_at === null ? (isOver ? texts.expired : texts.expires) : texts.revoked} <Instant at={at} />
    </>
  );
}

function Maker({ token, members }: { token: Token; members: readonly Member[] }) {
  const texts = words.value.people;
  const maker = members.find(({ id }) => id === token.member_id);
  return texts.madeBy(
    token.member_id === null ? texts.commandLine : maker ? nameOf(maker) : texts.formerMember,
  );
}

function Revoke({ token }: { token: Token }) {
  const [isAsked, setAsked] = useState(false);
  const texts = words.value.people;
  const revoke = useAction(async () => {
    await change('DELETE', onPage(`/tokens/${token.id}`));
    setAsked(false);
    notify(texts.tokenRevoked(token.name));
  });
  return (
    <>
      <Button onClick={() => setAsked(true)} label={texts.revokeVerb(token.name)}>
        {texts.revoke}
      </Button>
      {isAsked && (
        <Confirmation
          title={texts.revokeTitle}
          action={revoke}
          verb={texts.revokeVerb(token.name)}
          onClose={() => setAsked(false)}
        >
          <p>{texts.revokeWill}</p>
        </Confirmation>
      )}
    </>
  );
}

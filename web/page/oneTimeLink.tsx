import type { PublicPage } from '../../server/publish/snapshot.ts';
import { type Assets, renderDocument } from './document.tsx';
import { adminPath } from './paths.ts';
import { wordsIn } from './words/languages.ts';
import type { LinkProblem } from './words/words.ts';

export type { LinkProblem } from './words/words.ts';

export type LinkPurpose = 'setup' | 'password';

/** What a one-time link opens: a form, with what was wrong when it was sent before, or that it is done. */
export function renderOneTimeLink(
  page: PublicPage,
  assets: Assets,
  purpose: LinkPurpose,
  state: { readonly done: boolean; readonly problem: LinkProblem | null },
): string {
  const words = wordsIn(page.language);
  const { title, lead, done } = words.oneTimeLinks[purpose];
  return renderDocument({
    now: { page, builtAt: null },
    assets,
    title,
    description: lead,
    path: null,
    tone: 'unknown',
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{state.done ? done : lead}</p>
        {state.problem !== null && <p role="alert">{words.linkProblems[state.problem]}</p>}
        {state.done ? (
          <p>
            <a href={adminPath}>{words.signIn}</a>
          </p>
        ) : (
          <form method="post">
            {purpose === 'setup' && (
              <label>
                {words.email}
                <input type="email" name="email" autocomplete="username" required />
              </label>
            )}
            <div>
              <label>
                {words.password}
                <input
                  type="password"
                  name="password"
                  autocomplete="new-password"
                  minlength={8}
                  maxlength={128}
                  aria-describedby="password-rule"
                  required
                />
              </label>
              <p id="password-rule" class="hint">
                {words.passwordRule}
              </p>
            </div>
            <button type="submit">{words.choosePassword}</button>
          </form>
        )}
      </>
    ),
  });
}

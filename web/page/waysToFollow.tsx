import { Fragment } from 'preact';
import { useWords } from './language.ts';
import { calendarPath, feedPath } from './paths.ts';
import type { Words } from './words/words.ts';

const paths: Readonly<Record<keyof Words['waysToFollow'], string>> = {
  rss: `${feedPath}.rss`,
  atom: `${feedPath}.atom`,
  jsonFeed: `${feedPath}.json`,
  calendar: calendarPath,
};

/** The ways to hear of changes for which nobody needs to know who follows. */
export function WaysToFollow() {
  const { waysToFollow } = useWords();
  return (
    <dl class="terms">
      {(Object.keys(paths) as (keyof typeof paths)[]).map((way) => {
        const [name, meaning] = waysToFollow[way];
        return (
          <Fragment key={way}>
            <dt>
              <a href={paths[way]}>{name}</a>
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

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

/** The ways to hear of changes without coming back to look. */
export function GetUpdates() {
  const { getUpdates, getUpdatesLead, waysToFollow } = useWords();
  return (
    <section id="subscribe">
      <h2>{getUpdates}</h2>
      <p class="lead">{getUpdatesLead}</p>
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
    </section>
  );
}

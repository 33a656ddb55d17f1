import { Fragment } from 'preact';
import { calendarPath, feedPath } from './paths.ts';
import { texts, waysToFollow } from './words.ts';

const paths: Readonly<Record<keyof typeof waysToFollow, string>> = {
  rss: `${feedPath}.rss`,
  atom: `${feedPath}.atom`,
  jsonFeed: `${feedPath}.json`,
  calendar: calendarPath,
};

/** The ways to hear of changes without coming back to look. */
export function GetUpdates() {
  return (
    <section id="subscribe">
      <h2>{texts.getUpdates}</h2>
      <p class="lead">{texts.getUpdatesLead}</p>
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

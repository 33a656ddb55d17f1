import { Fragment } from 'preact';
import type { PublicPage } from '../../server/publish/snapshot.ts';
import { useWords } from './language.ts';
import type { Phrase } from './words/phrase.ts';
import { printTime, type TimeStyle } from './words/times.ts';

/** Whose zone, and which moment is now. */
export type Now = { readonly page: PublicPage; readonly builtAt: number };

function iso(at: number): string {
  return new Date(at).toISOString().replace('.000', '');
}

/** An instant in the page's zone. The script can reprint it in the reader's zone, or as "5 minutes ago". */
export function Time({
  at,
  as = 'moment',
  now,
  ago,
}: {
  at: number;
  as?: TimeStyle;
  now: { readonly page: Pick<PublicPage, 'timeZone'>; readonly builtAt: number };
  ago?: boolean | undefined;
}) {
  const { dates } = useWords();
  return (
    <time datetime={iso(at)} data-as={as} data-ago={ago}>
      {printTime(dates, as, at, now.page.timeZone, now.builtAt)}
    </time>
  );
}

type RangeProps = {
  readonly from: number;
  readonly to: number;
  readonly now: Now;
  /** `window` names the weekday, `exact` tells seconds. */
  readonly style?: 'plain' | 'window' | 'exact';
};

export function TimeRange({ from, to, now, style = 'plain' }: RangeProps) {
  const { dates } = useWords();
  const end = style === 'exact' ? 'endExact' : 'end';
  return (
    <>
      <Time
        at={from}
        as={({ plain: 'start', window: 'window', exact: 'startExact' } as const)[style]}
        now={now}
      />{' '}
      –{' '}
      <time datetime={iso(to)} data-as={end} data-from={iso(from)}>
        {printTime(dates, end, to, now.page.timeZone, from)}
      </time>
    </>
  );
}

/** A sentence with its names stressed and its instants as times. */
export function Sentence({ phrase, now }: { phrase: Phrase; now: Now }) {
  return (
    <>
      {phrase.map((part, i) => (
        <Fragment key={i}>
          {typeof part === 'string' ? (
            part
          ) : 'name' in part ? (
            <strong>{part.name}</strong>
          ) : (
            <Time at={part.at} now={now} ago={part.ago} />
          )}
        </Fragment>
      ))}
    </>
  );
}

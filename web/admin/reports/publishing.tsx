import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { problemOf } from '../api/problem.ts';
import { useZone } from '../parts/page.ts';
import { Segments } from '../parts/segments.tsx';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { WallTimeField } from '../parts/wallTimeField.tsx';
import { words } from '../words/words.ts';

/** When and how loudly something is published. `past`: it happened then, and is entered afterwards. */
export type Publishing = {
  readonly notify: boolean;
  readonly when: 'now' | 'at' | 'past';
  /** In the page's zone, as a field for date and time has it. Empty: not said. */
  readonly at: string;
};

export const publishNow: Publishing = { notify: true, when: 'now', at: '' };

const hourMs = 3_600_000;

/** The instant that is asked for, as the API takes it; null: none. */
export function instantFor({ when, at }: Publishing, zone: string): string | null {
  const instant = when === 'now' ? null : fromWall(at, zone);
  return instant === null ? null : new Date(instant).toISOString();
}

/** Whether it is to be published at a time that is not said yet. */
export function lacksTime(publishing: Publishing, zone: string): boolean {
  return publishing.when !== 'now' && instantFor(publishing, zone) === null;
}

/** Who is told, and what is rarely needed, folded away. */
export function PublishingChoices({
  value,
  error,
  maybePast = false,
  onChange,
  children,
}: {
  value: Publishing;
  error: unknown;
  /** Whether it can be something that is over. */
  maybePast?: boolean;
  onChange: (change: Partial<Publishing>) => void;
  children?: ComponentChildren;
}) {
  const texts = words.value.incidents;
  const zone = useZone();
  const opens = useRef(value.when !== 'now');
  const whens = (['now', 'at', ...(maybePast ? ['past' as const] : [])] as const).map((when) => ({
    value: when,
    label: texts.when[when],
  }));
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={value.notify}
          onChange={(event) => onChange({ notify: event.currentTarget.checked })}
        />
        {texts.notify}
      </label>
      <details class="fold" open={opens.current}>
        <summary>{texts.moreOptions}</summary>
        <div class="stack">
          <Segments
            legend={texts.whenLegend}
            options={whens}
            value={value.when}
            onChange={(when) =>
              onChange({
                when,
                at: when === 'now' ? '' : toWall(Date.now() + (when === 'at' ? hourMs : -hourMs), zone),
                ...(when === 'past' ? { notify: false } : {}),
              })
            }
          />
          {value.when !== 'now' && (
            <WallTimeField
              label={texts.whenAt[value.when]}
              value={value.at}
              problem={
                problemOf(error, 'publish_at') ??
                problemOf(error, 'backfill_date') ??
                problemOf(error, 'display_at')
              }
              onChange={(at) => onChange({ at })}
            />
          )}
          {children}
        </div>
      </details>
    </>
  );
}

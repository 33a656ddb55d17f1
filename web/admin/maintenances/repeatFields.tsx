import { problemOf } from '../api/problem.ts';
import { Field } from '../parts/field.tsx';
import { Segments } from '../parts/segments.tsx';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { once, type Repeat, startDay, weekdays } from './repeat.ts';
import { monthlyWords, repeatWords, weekdayName } from './repeatWords.ts';

const kinds = ['never', 'DAILY', 'WEEKLY', 'MONTHLY', 'rule'] as const;
const mostShown = 5;

/** Whether and how it repeats, and when the next ones are. */
export function RepeatFields({
  repeat,
  start,
  zone,
  next,
  isSeries,
  error,
  onChange,
}: {
  repeat: Repeat;
  /** By the clock of the zone. */
  start: string;
  zone: string;
  /** The next beginnings. */
  next: readonly number[];
  /** It repeats already. */
  isSeries: boolean;
  error: unknown;
  onChange: (repeat: Repeat) => void;
}) {
  const texts = words.value.maintenances;
  const set = (change: Partial<Repeat>): void => onChange({ ...repeat, ...change });
  return (
    <div class="stack">
      <Field label={texts.repeats}>
        {(control) => (
          <select
            {...control}
            value={repeat.every}
            onChange={({ currentTarget: { value } }) => {
              const every = kinds.find((kind) => kind === value) ?? 'never';
              set({ ...once, every, rule: repeat.rule });
            }}
          >
            {kinds
              .filter((kind) => (kind === 'never' ? !isSeries : kind !== 'rule' || repeat.rule !== ''))
              .map((kind) => (
                <option key={kind} value={kind}>
                  {texts.every[kind]}
                </option>
              ))}
          </select>
        )}
      </Field>
      {repeat.every !== 'never' && (
        <>
          {repeat.every !== 'rule' && (
            <SaidInWords repeat={repeat} start={start} every={repeat.every} set={set} />
          )}
          <div role="status" class="hint">
            <p>{repeatWords(repeat, start)}.</p>
            {next.length > 0 && (
              <>
                <p>{texts.nextOnes}:</p>
                <ol>
                  {next.slice(0, mostShown).map((at) => (
                    <li key={at}>{printInstant(at, zone)}</li>
                  ))}
                </ol>
              </>
            )}
          </div>
          {problemOf(error, 'rrule') !== null && <p class="problem">{problemOf(error, 'rrule')}</p>}
        </>
      )}
    </div>
  );
}

function SaidInWords({
  repeat,
  start,
  every,
  set,
}: {
  repeat: Repeat;
  start: string;
  every: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  set: (change: Partial<Repeat>) => void;
}) {
  const texts = words.value.maintenances;
  const first = startDay(start);
  const chosen = repeat.weekdays.length > 0 ? repeat.weekdays : [first.weekday];
  const monthly = (['day', 'nth', 'last'] as const).filter(
    (one) => one === 'day' || (one === 'last' ? first.isLast : first.nth < 5),
  );
  return (
    <>
      <Field label={texts.interval[every]}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={1}
            max={100}
            value={repeat.interval}
            onInput={(event) => set({ interval: event.currentTarget.value })}
          />
        )}
      </Field>
      {every === 'WEEKLY' && (
        <fieldset class="segments">
          <legend>{texts.weekdays}</legend>
          <div>
            {weekdays.map((day) => (
              <label key={day}>
                <input
                  type="checkbox"
                  aria-label={weekdayName(day)}
                  checked={chosen.includes(day)}
                  onChange={() =>
                    set({
                      weekdays: chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day],
                    })
                  }
                />
                <span>{weekdayName(day, 'short')}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {every === 'MONTHLY' && (
        <Segments
          legend={texts.monthly}
          options={monthly.map((value) => ({ value, label: monthlyWords(value, start) }))}
          value={repeat.monthly}
          onChange={(value) => set({ monthly: value })}
        />
      )}
      <Segments
        legend={texts.ends}
        options={(['never', 'until', 'count'] as const).map((value) => ({
          value,
          label: texts.endings[value],
        }))}
        value={repeat.ends}
        onChange={(value) => set({ ends: value })}
      />
      {repeat.ends === 'until' && (
        <Field label={texts.lastDay}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={repeat.until}
              onInput={(event) => set({ until: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      {repeat.ends === 'count' && (
        <Field label={texts.count}>
          {(control) => (
            <input
              {...control}
              type="number"
              min={1}
              max={1000}
              value={repeat.count}
              onInput={(event) => set({ count: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

import { useLive } from '../api/live.ts';
import type { SubscriberCounts } from '../api/shapes.ts';
import { useChannelNames } from '../parts/channels.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { printNumber } from '../words/print.ts';
import { words } from '../words/words.ts';

const states = ['active', 'unconfirmed', 'quarantined'] as const;

/** How many there are by channel and state, without those of single incidents and those who left. */
export function Counts() {
  const live = useLive<SubscriberCounts>(onPage('/subscribers/histogram_by_state'));
  const texts = words.value.subscribers;
  return (
    <Section title={texts.counts}>
      <Loaded live={live}>
        {(counts) => {
          const used = Object.keys(counts).filter((type) => (counts[type]?.total ?? 0) > 0);
          return used.length === 0 ? (
            <p class="empty">{texts.nobody}</p>
          ) : (
            <Table counts={counts} used={used} />
          );
        }}
      </Loaded>
    </Section>
  );
}

function Table({ counts, used }: { counts: SubscriberCounts; used: readonly string[] }) {
  const texts = words.value.subscribers;
  const nameOf = useChannelNames();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{texts.channel}</th>
          {states.map((state) => (
            <th key={state} scope="col">
              {texts.states[state]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {used.map((channel) => (
          <tr key={channel}>
            <th scope="row">{nameOf(channel)}</th>
            {states.map((state) => (
              <td key={state}>{printNumber(counts[channel]?.[state] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

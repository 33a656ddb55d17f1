import { channels } from '../../../server/domain/subscriber.ts';
import { problemOf } from '../api/problem.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';

/** A browser subscribes by itself. */
const written = channels.filter((channel) => channel !== 'web_push');

/** A channel, and where it sends to. */
export type Place = { readonly channel: (typeof written)[number]; readonly address: string };

/** The same as the API takes it. */
export function placeFor({ channel, address }: Place): object {
  return channel === 'email' ? { channel, email: address } : { channel, endpoint: address };
}

export function AddressFields({
  place: { channel, address },
  error,
  onChange,
}: {
  place: Place;
  error: unknown;
  onChange: (change: Partial<Place>) => void;
}) {
  const texts = words.value.subscribers;
  const isMail = channel === 'email';
  return (
    <>
      <Field label={texts.channel} problem={problemOf(error, 'channel')}>
        {(control) => (
          <select
            {...control}
            value={channel}
            onChange={(event) => onChange({ channel: written[event.currentTarget.selectedIndex] ?? 'email' })}
          >
            {written.map((each) => (
              <option key={each} value={each}>
                {words.value.told.channels[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={texts.address}
        hint={texts.addressHints[channel]}
        problem={problemOf(error, isMail ? 'email' : 'endpoint')}
      >
        {(control) => (
          <input
            {...control}
            inputMode={isMail ? 'email' : 'url'}
            autocomplete="off"
            required
            value={address}
            onInput={(event) => onChange({ address: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

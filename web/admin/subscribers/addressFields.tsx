import { problemOf } from '../api/problem.ts';
import { useChannels } from '../parts/channels.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';

/** A channel, and where it sends to. */
export type Place = { readonly channel: string; readonly address: string };

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
  const written = useChannels().filter(({ is_written }) => is_written);
  const isMail = channel === 'email';
  return (
    <>
      <Field label={texts.channel} problem={problemOf(error, 'channel')}>
        {(control) => (
          <select
            {...control}
            value={channel}
            onChange={(event) => onChange({ channel: event.currentTarget.value })}
          >
            {written.map((each) => (
              <option key={each.channel} value={each.channel}>
                {each.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label={texts.address}
        hint={written.find((each) => each.channel === channel)?.address_hint}
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

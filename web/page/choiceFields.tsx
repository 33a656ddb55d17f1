import { languages } from '../../server/domain/language.ts';
import type { Choices } from '../../server/domain/subscriberCommand.ts';
import { timeZones } from '../../server/domain/timeZone.ts';
import type { Section } from '../../server/publish/snapshot.ts';
import { useWords } from './language.ts';
import { wordsIn } from './words/languages.ts';

/** Up to so many systems can be chosen from without unfolding them. */
const readableCount = 8;

/** What a subscriber chooses, as it is now or as it was sent. */
type Props = {
  /** Null: they hear of one incident alone, so that there is nothing to choose of what. */
  readonly sections: readonly Section[] | null;
  readonly choices: Choices;
  /** The page's. */
  readonly timeZone: string;
};

/** The fields of what a subscriber hears of, and how. */
export function ChoiceFields({ sections, choices, timeZone }: Props) {
  const { subscribing: words } = useWords();
  return (
    <>
      {sections && (
        <fieldset>
          <legend>{words.kinds}</legend>
          <Choice name="incidents" isChosen={choices.incidents} text={words.incidents} />
          <Choice name="maintenances" isChosen={choices.maintenances} text={words.maintenances} />
        </fieldset>
      )}
      {sections && sections.length > 0 && <ScopeFields sections={sections} scope={choices.scope} />}
      <details open={sections === null}>
        <summary>{words.languageAndZone}</summary>
        <label>
          {words.language}
          <select name="language">
            {languages.map((language) => (
              <option
                key={language}
                value={language}
                lang={language}
                selected={language === choices.language}
              >
                {wordsIn(language).subscribing.languageName}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.timeZone}
          <select name="time_zone">
            <option value="">{words.zoneOfPage(timeZone)}</option>
            {timeZones().map((zone) => (
              <option key={zone} selected={zone === choices.timeZone}>
                {zone}
              </option>
            ))}
          </select>
        </label>
      </details>
    </>
  );
}

type ScopeProps = { readonly sections: readonly Section[]; readonly scope: Choices['scope'] };

function ScopeFields({ sections, scope }: ScopeProps) {
  const { subscribing: words } = useWords();
  const count = sections.reduce(
    (sum, section) => sum + (section.kind === 'group' ? section.components.length : 1),
    0,
  );
  const component = ({ id, name }: { readonly id: string; readonly name: string }) => (
    <Choice
      key={id}
      name="component"
      value={id}
      isChosen={scope?.componentIds.includes(id) ?? false}
      text={name}
    />
  );
  return (
    <details open={scope !== null || count <= readableCount}>
      <summary>{words.scope}</summary>
      <p class="hint">{words.scopeRule}</p>
      {sections.map((section) =>
        section.kind === 'component' ? (
          component(section.component)
        ) : (
          <fieldset key={section.group.id}>
            <legend>{section.group.name}</legend>
            <Choice
              name="group"
              value={section.group.id}
              isChosen={scope?.groupIds.includes(section.group.id) ?? false}
              text={words.allOfGroup(section.group.name)}
            />
            {section.components.map(component)}
          </fieldset>
        ),
      )}
    </details>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly value?: string;
  readonly isChosen: boolean;
  readonly text: string;
};

function Choice({ name, value = '1', isChosen, text }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} value={value} checked={isChosen} />
      {text}
    </label>
  );
}

import { hardestGround, leastContrast, type Mode } from '../../../server/domain/accent.ts';
import { isColor } from '../../../server/domain/embed.ts';
import { problemOf } from '../api/problem.ts';
import type { Page } from '../api/shapes.ts';
import { Section } from '../parts/section.tsx';
import { words } from '../words/words.ts';
import { ColorField, cut } from './colorField.tsx';
import { LogoField } from './logoField.tsx';
import { Sample } from './sample.tsx';
import { type SettingsRecord, useSettings } from './settings.ts';
import { SettingsForm } from './settingsForm.tsx';

const fields = ['accent_color', 'accent_color_dark'] as const;
const modeOf = { accent_color: 'light', accent_color_dark: 'dark' } as const;
/** The text's, which links have where there is no colour of the page's own. */
const textColors = { light: '#1b1b19', dark: '#f1f1ee' } as const;

/** The logo, and the colour of links, as they are in light and in dark. */
export function Look({ record }: { record: SettingsRecord<Page> }) {
  const settings = useSettings('colours', record, fields);
  const { value, current, save, set } = settings;
  const page = record.answer.body;
  const texts = words.value.page;
  return (
    <>
      <div class="samples">
        {fields.map((field) => (
          <Sample key={field} mode={modeOf[field]} page={page} color={value[field]} />
        ))}
      </div>
      <Section title={texts.logo}>
        <LogoField page={page} />
      </Section>
      <Section title={texts.colorsTitle}>
        <SettingsForm
          settings={settings}
          tell={(field) => `${texts.labels[field]}: ${texts.tell(current[field])}`}
        >
          <p class="lead">{texts.colorsLead(leastContrast)}</p>
          {fields.map((field) => (
            <ColorField
              key={field}
              label={texts.labels[field]}
              value={value[field]}
              otherwise={textColors[modeOf[field]]}
              {...judged(value[field], modeOf[field], problemOf(save.error, field))}
              onChange={(color) => set({ [field]: color })}
            />
          ))}
        </SettingsForm>
      </Section>
    </>
  );
}

/** How readable a colour is; what the server says of it where nothing else is wrong. */
function judged(
  color: string | null,
  mode: Mode,
  refused: string | null,
): { readonly hint: string; readonly problem: string | null } {
  const texts = words.value.page;
  if (color === null) return { hint: texts.noAccent, problem: refused };
  if (!isColor(color)) return { hint: '', problem: texts.noColor };
  const { ground, ratio } = hardestGround(color, mode);
  return ratio < leastContrast
    ? { hint: '', problem: texts.tooPale(cut(ratio), ground, leastContrast) }
    : { hint: texts.contrast(cut(ratio)), problem: refused };
}

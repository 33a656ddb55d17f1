import { useEffect, useRef } from 'preact/hooks';
import { leastContrast } from '../../../server/domain/accent.ts';
import { contrast } from '../../../server/domain/contrast.ts';
import { embedPositions, isColor } from '../../../server/domain/embed.ts';
import { problemOf } from '../api/problem.ts';
import type { EmbedConfig, Page } from '../api/shapes.ts';
import { Segments } from '../parts/segments.tsx';
import { words } from '../words/words.ts';
import { ColorField, cut } from './colorField.tsx';
import { type SettingsRecord, useSettings } from './settings.ts';
import { SettingsForm } from './settingsForm.tsx';

const kinds = [
  { kind: 'incident', ground: 'incident_background_color', text: 'incident_text_color' },
  { kind: 'maintenance', ground: 'maintenance_background_color', text: 'maintenance_text_color' },
] as const;
const fields = ['position', ...kinds.flatMap(({ ground, text }) => [ground, text])] as const;

/** In which corner the notice stands and which colours it has, and what it looks like then. */
export function NoticeForm({ page, record }: { page: Page; record: SettingsRecord<EmbedConfig> }) {
  const settings = useSettings('notice', record, fields);
  const { value, current, save, set } = settings;
  const texts = words.value.page;
  const color = (field: (typeof kinds)[number]['ground' | 'text'], hint: string) => (
    <ColorField
      label={texts.noticeLabels[field]}
      hint={hint}
      value={value[field]}
      otherwise={current[field]}
      problem={isColor(value[field]) ? problemOf(save.error, field) : texts.noColor}
      onChange={(chosen) => set({ [field]: chosen ?? '' })}
    />
  );
  return (
    <SettingsForm
      settings={settings}
      tell={(field) =>
        `${texts.noticeLabels[field]}: ${field === 'position' ? texts.positions[current.position] : current[field]}`
      }
    >
      <Segments
        legend={texts.noticeLabels.position}
        options={embedPositions.map((each) => ({ value: each, label: texts.positions[each] }))}
        value={value.position}
        onChange={(position) => set({ position })}
      />
      <div class="samples">
        {kinds.map(({ kind, ground, text }) => (
          <div class="stack" key={kind}>
            <NoticeSample
              kind={kind}
              page={page}
              position={value.position}
              colors={[value[ground], value[text]]}
            />
            {color(ground, '')}
            {color(text, readability(value[ground], value[text]))}
          </div>
        ))}
      </div>
    </SettingsForm>
  );
}

/** A sentence: nobody is kept from colours that are hard to read on another site. */
function readability(ground: string, text: string): string {
  const texts = words.value.page;
  if (!isColor(ground) || !isColor(text)) return '';
  const ratio = contrast(ground, text);
  return ratio < leastContrast
    ? texts.tooPale(cut(ratio), ground, leastContrast)
    : texts.contrast(cut(ratio));
}

function NoticeSample({
  kind,
  page,
  position,
  colors: [ground, text],
}: {
  kind: (typeof kinds)[number]['kind'];
  page: Page;
  position: EmbedConfig['position'];
  colors: readonly [string, string];
}) {
  const notice = useRef<HTMLDivElement>(null);
  const { label, example } = words.value.page.noticeSamples[kind];
  useEffect(() => {
    notice.current?.style.setProperty('background', ground);
    notice.current?.style.setProperty('color', text);
  }, [ground, text]);
  return (
    <figure class={`corner ${position}`} aria-label={label}>
      <div class="corner-notice" ref={notice}>
        <strong>{`${page.name}: ${label}`}</strong>
        <br />
        {example}
      </div>
    </figure>
  );
}

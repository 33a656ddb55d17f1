import { useLive } from '../api/live.ts';
import type { EmbedConfig, Page } from '../api/shapes.ts';
import { Copyable } from '../parts/copyable.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { Badges } from './badges.tsx';
import { NoticeForm } from './noticeForm.tsx';
import type { SettingsRecord } from './settings.ts';
import { inHtml, originOf } from './snippets.ts';

/** How other sites show the state of this page: by a script, in a frame, and as badges. */
export function Elsewhere({ record }: { record: SettingsRecord<Page> }) {
  const page = record.answer.body;
  const path = onPage('/status_embed_config');
  const embed = useLive<EmbedConfig>(path);
  const texts = words.value.page;
  const origin = originOf(page);
  return (
    <>
      <Section title={texts.noticeTitle}>
        <p class="lead">{texts.noticeLead}</p>
        <Copyable label={texts.noticeCode} text={`<script src="${origin}/embed.js" async></script>`} />
        <Loaded live={embed}>
          {(body, revision) => (
            <NoticeForm
              page={page}
              record={{ path, key: 'status_embed_config', answer: { body, revision } }}
            />
          )}
        </Loaded>
      </Section>
      <Section title={texts.frameTitle}>
        <p class="lead">
          {texts.frameLead}{' '}
          <a href="/embed/frame" target="_blank" rel="noopener">
            {texts.frameLook}
          </a>
        </p>
        <Copyable
          label={texts.frameCode}
          text={`<iframe src="${origin}/embed/frame" title="${inHtml(page.name)}" width="400" height="90"></iframe>`}
        />
      </Section>
      <Section title={texts.badgesTitle}>
        <Badges page={page} />
      </Section>
    </>
  );
}

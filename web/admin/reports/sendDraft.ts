import { useRef } from 'preact/hooks';
import { type Asked, change } from '../api/ask.ts';
import type { Draft, Incident } from '../api/shapes.ts';
import { onPage } from '../session/session.ts';

/** What a draft holds, in the words of the API. */
export type DraftContent = {
  readonly incident_id?: string;
  readonly incident?: object;
  readonly update?: object;
  readonly publish_at: string | null;
};

/** Keeps a draft for other devices and colleagues: anew, or in place of the draft that it was written from. */
export async function saveDraft(
  draftId: string | null,
  { incident_id, ...content }: DraftContent,
  asked: Pick<Asked, 'ifRevision'> = {},
): Promise<Draft> {
  const request =
    draftId === null
      ? change<Draft>('POST', onPage('/drafts'), {
          ...asked,
          body: { draft: { ...content, ...(incident_id === undefined ? {} : { incident_id }) } },
        })
      : change<Draft>('PATCH', onPage(`/drafts/${draftId}`), { ...asked, body: { draft: content } });
  return (await request).body;
}

/**
 * Publishes what was written from a draft, in one commit with the end of the draft. Repeated after no answer it only
 * asks to publish again, because the draft may be gone.
 */
export function usePublishDraft(): (draftId: string, content: DraftContent) => Promise<Incident> {
  const saved = useRef('');
  return async (draftId, content) => {
    const text = JSON.stringify(content);
    if (saved.current !== text) await saveDraft(draftId, content);
    saved.current = text;
    return (await change<Incident>('POST', onPage(`/drafts/${draftId}/publish`))).body;
  };
}

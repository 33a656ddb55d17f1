import type { CommandOf, Decision, Moment, State } from './command.ts';
import { readLogo } from './readLogo.ts';
import { refuseField } from './refusal.ts';

/** Puts a logo into the place of the page's name, or of the logo that it had. */
export function setPageLogo({ page }: State, { image }: CommandOf<'setPageLogo'>, { now }: Moment): Decision {
  const read = readLogo(image.bytes);
  if ('problem' in read) return refuseField('logo', read.problem);
  if (page.logo?.id === image.id) return { changes: [], subjectId: page.id };
  return {
    changes: [
      { put: 'page', page: { ...page, logo: { id: image.id, ...read }, updatedAt: now } },
      { put: 'logo', logo: image },
    ],
    subjectId: page.id,
  };
}

/** Back to the page's name. */
export function removePageLogo({ page }: State, { now }: Moment): Decision {
  if (!page.logo) return { changes: [], subjectId: page.id };
  return {
    changes: [
      { put: 'page', page: { ...page, logo: null, updatedAt: now } },
      { remove: 'logo', logoId: page.logo.id },
    ],
    subjectId: page.id,
  };
}

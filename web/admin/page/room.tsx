import { useLocation } from 'preact-iso/router';
import { NotFound } from '../frame/notFound.tsx';
import { Title } from '../frame/title.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { usePage } from '../parts/page.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { Availability } from './availability.tsx';
import { Basics } from './basics.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { Look } from './look.tsx';

const parts = [
  { name: 'basics', at: '/admin/page', Enter: Basics },
  { name: 'look', at: '/admin/page/look', Enter: Look },
  { name: 'availability', at: '/admin/page/availability', Enter: Availability },
  { name: 'elsewhere', at: '/admin/page/elsewhere', Enter: Elsewhere },
] as const;

/** Everything about the page itself, a part at a time. */
export function PageRoom() {
  const { path } = useLocation();
  const page = usePage();
  const texts = words.value.page;
  const part = parts.find(({ at }) => at === path.replace(/\/$/, ''));
  if (!part) return <NotFound />;
  return (
    <>
      <Title text={words.value.rooms.page} />
      <nav class="tabs" aria-label={texts.partsLabel}>
        {parts.map(({ name, at }) => (
          <a key={name} href={at} aria-current={name === part.name ? 'page' : undefined}>
            {texts.parts[name]}
          </a>
        ))}
      </nav>
      <Loaded live={page}>
        {(body, revision) => (
          <part.Enter
            key={part.name}
            record={{ path: onPage(''), key: 'page', answer: { body, revision } }}
          />
        )}
      </Loaded>
    </>
  );
}

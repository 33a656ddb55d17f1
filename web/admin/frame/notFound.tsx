import { words } from '../words/words.ts';
import { Title } from './title.tsx';

/** Where an address leads to nothing. */
export function NotFound() {
  const texts = words.value.frame;
  return (
    <>
      <Title text={texts.notFoundTitle} />
      <p>{texts.notFound}</p>
      <p>
        <a href="/admin">{texts.goHome}</a>
      </p>
    </>
  );
}

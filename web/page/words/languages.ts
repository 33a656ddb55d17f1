import type { Language } from '../../../server/domain/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

const languages: Readonly<Record<Language, Words>> = { en, de };

/** What the public pages say in a language. */
export function wordsIn(language: Language): Words {
  return languages[language];
}

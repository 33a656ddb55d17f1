import { computed, signal } from '@preact/signals';
import type { Words } from './en.ts';

export type { Words } from './en.ts';

/**
 * Every language of the interface: its own name, and its file, which only those load who speak it. A new language is
 * one file and one line here.
 */
const languages: Readonly<Record<string, { readonly name: string; readonly load: () => Promise<Words> }>> = {
  en: { name: 'English', load: async () => (await import('./en.ts')).en },
  de: { name: 'Deutsch', load: async () => (await import('./de.ts')).de },
};

export const languageNames: readonly { readonly code: string; readonly name: string }[] = Object.entries(
  languages,
).map(([code, { name }]) => ({ code, name }));

/** The language in which the interface speaks, and its words. */
export const language = signal('en');
const spoken = signal<Words | null>(null);
export const words = computed((): Words => {
  if (spoken.value === null) throw new Error('nothing is shown before the words are there');
  return spoken.value;
});
/** The same language as its reader writes dates and numbers in it: `en-GB`, where the browser says so. */
export const locale = computed(
  () => navigator.languages.find((wish) => wish.split('-')[0] === language.value) ?? language.value,
);

const place = 'candor.language';

/** The language that was chosen in this browser, else the first of the reader's that we have. */
function wishedLanguage(): string {
  const wishes = [localStorage.getItem(place), ...navigator.languages].map(
    (wish) => wish?.split('-')[0] ?? '',
  );
  return wishes.find((wish) => wish in languages) ?? 'en';
}

/** Loads the words that the reader wishes for. When they cannot be loaded, it stays as it was: English at first. */
export async function loadWords(code: string = wishedLanguage()): Promise<void> {
  const loaded = await languages[code]?.load().catch(() => null);
  if (!loaded) {
    if (spoken.value === null && code !== 'en') await loadWords('en');
    return;
  }
  spoken.value = loaded;
  language.value = code;
  document.documentElement.lang = code;
}

/** Chooses the language for this browser. */
export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(place, code);
  await loadWords(code);
}

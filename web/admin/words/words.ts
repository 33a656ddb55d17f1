import { computed, signal } from '@preact/signals';
import { en, type Words } from './en.ts';

export type { Words } from './en.ts';

/** Every language of the interface: its own name, and its file. A new language is one file and one line here. */
const languages: Readonly<Record<string, { readonly name: string; readonly load: () => Promise<Words> }>> = {
  en: { name: 'English', load: async () => en },
  de: { name: 'Deutsch', load: async () => (await import('./de.ts')).de },
};

export const languageNames: readonly { readonly code: string; readonly name: string }[] = Object.entries(
  languages,
).map(([code, { name }]) => ({ code, name }));

/** The language in which the interface speaks, and its words. */
export const language = signal('en');
export const words = signal<Words>(en);
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

/** Loads the words that the reader wishes for. English stays when they cannot be loaded. */
export async function loadWords(code: string = wishedLanguage()): Promise<void> {
  const loaded = await languages[code]?.load().catch(() => null);
  if (!loaded) return;
  words.value = loaded;
  language.value = code;
  document.documentElement.lang = code;
}

/** Chooses the language for this browser. */
export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(place, code);
  await loadWords(code);
}

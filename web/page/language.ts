import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './words/en.ts';

/** The words that the components below it speak. */
export const Spoken = createContext(en);

export const useWords = () => useContext(Spoken);

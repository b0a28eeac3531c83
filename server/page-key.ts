import type { Language } from '../web/pages/views.ts';
import type { Asker } from './visibility.ts';

/** Everything that a page's bytes depend on beside its line. `isChosen`: the language came from the address. */
export type PageKey = { asker: Asker; path: string; language: Language; isChosen: boolean };

export function pageKey({ asker, path, language, isChosen }: PageKey): string {
  return `${asker} ${language}${isChosen ? '!' : ''} ${path}`;
}

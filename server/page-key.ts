import type { Language } from '../web/pages/views.ts';
import type { Asker } from './visibility.ts';

/**
 * Everything that a page's bytes depend on beside its line. `isChosen`: the language came from the address; `stamp`: of
 * the list of lines, so that what was published or named otherwise is shown otherwise at once.
 */
export type PageKey = { asker: Asker; path: string; language: Language; isChosen: boolean; stamp: number };

export function pageKey({ asker, path, language, isChosen, stamp }: PageKey): string {
  return `${asker} ${stamp} ${language}${isChosen ? '!' : ''} ${path}`;
}

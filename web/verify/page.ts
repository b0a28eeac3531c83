import { startCheck } from './check.ts';

/** Brings the page to life: every place for a check, and in verify.html the choice of the language. */
export function startPage(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-verify]')) startCheck(place);
  const pages = document.querySelectorAll<HTMLElement>('[data-page]');
  if (pages.length > 0) chooseLanguage(navigator.language.startsWith('de') ? 'de' : 'en', pages);
}

/** In verify.html both languages are there. */
function chooseLanguage(language: string, pages: NodeListOf<HTMLElement>): void {
  document.documentElement.lang = language;
  for (const page of pages) page.hidden = page.dataset['page'] !== language;
  document.title = `${document.querySelector(`[data-page="${language}"] h1`)?.textContent} · Linewitness`;
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-language]')) {
    button.hidden = button.dataset['language'] === language;
    button.onclick = () => chooseLanguage(button.dataset['language'] ?? language, pages);
  }
}

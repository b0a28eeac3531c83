import { durationText } from './duration-text.ts';

/**
 * Lets the clocks of the page run on, once a second: time since an outage began, time without contact. `serverNowMs` is
 * the server's clock as far as this browser knows it.
 */
export function runClocks(serverNowMs: () => number): void {
  setInterval(() => {
    for (const clock of document.querySelectorAll<HTMLElement>('[data-clock]')) {
      const text = clockText(clock.dataset, serverNowMs(), document.documentElement.lang);
      if (text !== null && clock.textContent !== text) clock.textContent = text;
    }
  }, 1000);
}

/** What a clock shows at an instant; null when its attributes are not numbers. */
export function clockText(
  { valueMs, knownAtMs }: { valueMs?: string; knownAtMs?: string },
  nowMs: number,
  language: string,
): string | null {
  const shownMs = Number(valueMs) + Math.max(0, nowMs - Number(knownAtMs));
  return Number.isFinite(shownMs) ? durationText(shownMs, language) : null;
}

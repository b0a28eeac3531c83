import { durationText } from './duration-text.ts';

/**
 * Lets the clocks of the page run on, once a second: time since an outage began, since a mail was handed over, without
 * contact; a countdown runs back. `serverNowMs` is the server's clock as far as this browser knows it.
 */
export function runClocks(serverNowMs: () => number): void {
  setInterval(() => {
    for (const clock of document.querySelectorAll<HTMLElement>('[data-clock]')) {
      const text = clockText(clock.dataset, serverNowMs(), document.documentElement.lang);
      if (text !== null && clock.textContent !== text) clock.textContent = text;
    }
  }, 1000);
}

/** What a clock shows at an instant; one with `untilMs` stands still from then on. Null when its attributes are not numbers. */
export function clockText(
  { clock, valueMs, knownAtMs, untilMs }: { clock?: string; valueMs?: string; knownAtMs?: string; untilMs?: string },
  nowMs: number,
  language: string,
): string | null {
  const shownAtMs = untilMs === undefined ? nowMs : Math.min(nowMs, Number(untilMs));
  const passedMs = Math.max(0, shownAtMs - Number(knownAtMs));
  const shownMs = clock === 'countdown' ? Math.max(0, Number(valueMs) - passedMs) : Number(valueMs) + passedMs;
  return Number.isFinite(shownMs) ? durationText(shownMs, language) : null;
}

import type { ScaleOptionsByType } from 'chart.js';
import type { Colour } from './chart-frame.ts';

/** What charts over a period share: even local times, and texts in the language of the page and the zone of the line. */
export type Period = { fromAtMs: number; toAtMs: number };
export type TimeTexts = { tick: (atMs: number) => string; instant: (atMs: number) => string };

/** Ticks are days where the period is longer than two of them, else hours. */
export function timeTexts({ fromAtMs, toAtMs }: Period, zone: string | undefined): TimeTexts {
  const language = document.documentElement.lang;
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const isLong = toAtMs - fromAtMs > 2 * 86_400_000;
  const tick = new Intl.DateTimeFormat(language, {
    ...inZone,
    ...(isLong ? { day: 'numeric', month: 'numeric' } : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  const instant = new Intl.DateTimeFormat(language, {
    ...inZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return { tick: (atMs) => tick.format(atMs), instant: (atMs) => instant.format(atMs) };
}

/** The axis below, from the first instant of the period to its last. */
export function timeScale(period: Period, zone: string | undefined, colour: Colour) {
  const text = timeTexts(period, zone);
  return {
    type: 'linear' as const,
    // bars would move both ends inwards by half a step
    offset: false,
    min: period.fromAtMs,
    max: period.toAtMs,
    grid: { color: colour('--rule') },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = evenTimes(period, zone).map((value) => ({ value }));
    },
    ticks: {
      color: colour('--soft'),
      maxRotation: 0,
      callback: (value: string | number) => text.tick(Number(value)),
    },
  } satisfies Partial<Record<keyof ScaleOptionsByType<'linear'> | 'type', unknown>>;
}

/** At most about ten instants at round local times (the first counted from local midnight). */
function evenTimes({ fromAtMs, toAtMs }: Period, zone: string | undefined): number[] {
  const hours = (toAtMs - fromAtMs) / 3_600_000;
  const stepMinutes = 60 * ([1, 2, 3, 6, 12, 24, 48, 168].find((size) => hours / size <= 10) ?? 720);
  const clock = new Intl.DateTimeFormat('en', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const [hour = 0, minute = 0] = clock.format(fromAtMs).split(':').map(Number);
  const aheadMinutes = (stepMinutes - ((hour * 60 + minute) % stepMinutes)) % stepMinutes;
  const firstAtMs = fromAtMs - (fromAtMs % 60_000) + aheadMinutes * 60_000;
  const count = Math.max(0, Math.floor((toAtMs - firstAtMs) / (stepMinutes * 60_000)) + 1);
  return Array.from({ length: count }, (_, index) => firstAtMs + index * stepMinutes * 60_000);
}

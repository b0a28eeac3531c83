import { formatShortDay, localDay, localTime } from './local-time.ts';
import type { Tick } from './timeline-drawing.ts';
import type { Language } from './views.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const SHORT_STEPS_MS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800].map((seconds) => seconds * SECOND_MS);
const HOUR_STEPS = [1, 2, 3, 6, 12, 24, 48, 96];

type Window = { fromAtMs: number; toAtMs: number };
/** `mostLabels` 5 when absent. */
type Axis = { zone: string; language: Language; mostLabels?: number };

/**
 * Labelled places at even local times, few enough to fit a phone. Hours are counted one by one: on the
 * night the clocks change an hour is missing or stands twice.
 */
export function timeTicks(window: Window, { zone, language, mostLabels = 5 }: Axis): Tick[] {
  const spanMs = window.toAtMs - window.fromAtMs;
  const shortStepMs = SHORT_STEPS_MS.find((stepMs) => spanMs / stepMs <= mostLabels);
  if (shortStepMs !== undefined) return shortTicks(window, zone, shortStepMs);
  return hourTicks(window, { zone, language, mostLabels });
}

function shortTicks(window: Window, zone: string, stepMs: number): Tick[] {
  const shiftMs = localTime(window.fromAtMs, zone).offsetMinutes * 60_000;
  const ticks: Tick[] = [];
  const firstAtMs = Math.ceil((window.fromAtMs + shiftMs) / stepMs) * stepMs - shiftMs;
  for (let atMs = firstAtMs; atMs <= window.toAtMs; atMs += stepMs) {
    const { hour, minute, second } = localTime(atMs, zone);
    const text = [hour, minute, ...(stepMs < 60_000 ? [second] : [])];
    ticks.push({ atMs, label: text.map((part) => String(part).padStart(2, '0')).join(':') });
  }
  return ticks;
}

function hourTicks(window: Window, { zone, language, mostLabels }: Required<Axis>): Tick[] {
  const spanHours = (window.toAtMs - window.fromAtMs) / HOUR_MS;
  const stepHours = HOUR_STEPS.find((hours) => spanHours / hours <= mostLabels) ?? Math.ceil(spanHours / 96) * 24;
  const first = localTime(window.fromAtMs, zone);
  const intoHourMs = (first.minute * 60 + first.second) * SECOND_MS + first.ms;
  const firstAtMs = intoHourMs === 0 ? window.fromAtMs : window.fromAtMs - intoHourMs + HOUR_MS;
  const ticks: Tick[] = [];
  let daysSeen = 0;
  for (let atMs = firstAtMs; atMs <= window.toAtMs; atMs += HOUR_MS) {
    const { hour } = localTime(atMs, zone);
    if (stepHours < 24 ? hour % stepHours !== 0 : hour !== 0) continue;
    if (stepHours >= 24 && daysSeen++ % (stepHours / 24) !== 0) continue;
    const isDay = stepHours >= 24 || (hour === 0 && spanHours > 24);
    const label = isDay ? formatShortDay(localDay(atMs, zone), language) : hourLabel(hour, mostLabels);
    ticks.push({ atMs, label });
  }
  return ticks;
}

/** Many labels leave room for the hour alone. */
function hourLabel(hour: number, mostLabels: number): string {
  const digits = String(hour).padStart(2, '0');
  return mostLabels > 5 ? digits : `${digits}:00`;
}

import { morph } from './morph.ts';
import { runClocks } from './running-clocks.ts';

/** The server beats every 15 s; after this without a beat the page must not look as if it were alive. */
const SILENT_AFTER_MS = 40_000;
/** Where server-sent events are refused (too many readers) or broken by a proxy. */
const POLL_MS = 60_000;

/** While something is being made. */
const WORK_MS = 1000;

/** What draws which figures; a page without one of them does not load it. */
const CHARTS: Record<string, () => Promise<(figure: HTMLElement) => Promise<void>>> = {
  latency: async () => (await import('./latency-chart.ts')).showLatencyChart,
  mail: async () => (await import('./mail-chart.ts')).showMailChart,
};

let lastSignAtMs = Date.now();
let lastRefreshAtMs = Date.now();
let isFetching = false;
let isWanted = false;
let clockAheadMs = 0;

start();

function start(): void {
  readServerClock(document);
  runClocks(() => Date.now() + clockAheadMs);
  const eventsHref = document.body.dataset['events'];
  if (eventsHref !== undefined) listen(eventsHref);
  if (isWorking()) followWork();
  afterFirstPaint(showCharts);
}

function listen(eventsHref: string): void {
  const events = new EventSource(eventsHref);
  const isDelayed = document.body.dataset['delayed'] !== undefined;
  const sign = () => {
    lastSignAtMs = Date.now();
    setConnected(true);
    // a delayed page hears the beat alone
    if (isDelayed && Date.now() - lastRefreshAtMs > POLL_MS) refreshSoon();
  };
  events.addEventListener('beat', sign);
  events.addEventListener('message', () => {
    sign();
    refreshSoon();
  });
  // after a break the page may have missed news
  events.addEventListener('error', () => events.addEventListener('open', refreshSoon, { once: true }));
  document.addEventListener('visibilitychange', () => {
    if (isWanted || Date.now() - lastSignAtMs > SILENT_AFTER_MS) refreshSoon();
  });
  setInterval(() => {
    if (Date.now() - lastSignAtMs > SILENT_AFTER_MS) setConnected(false);
    if (events.readyState === EventSource.CLOSED) refreshSoon();
  }, POLL_MS / 4);
}

function isWorking(): boolean {
  return document.querySelector('main [data-working]') !== null;
}

function followWork(): void {
  const timer = setInterval(() => {
    if (isWorking()) refreshSoon();
    else clearInterval(timer);
  }, WORK_MS);
  document.addEventListener('visibilitychange', refreshSoon);
}

/** A page in the background waits until somebody looks at it. */
function refreshSoon(): void {
  isWanted = true;
  if (!isFetching && !document.hidden) void refresh();
}

async function refresh(): Promise<void> {
  isFetching = true;
  lastRefreshAtMs = Date.now();
  isWanted = false;
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' });
    const text = await answer.text();
    // a line that is published no more: show what the server says now
    if (answer.status === 404) location.reload();
    if (answer.ok) {
      replaceMain(new DOMParser().parseFromString(text, 'text/html'));
      lastSignAtMs = Date.now();
      setConnected(true);
    }
  } catch {
    setConnected(false); // no network; the next event or the next look tries again
  } finally {
    isFetching = false;
    if (isWanted) setTimeout(refreshSoon, 1000);
  }
}

function replaceMain(fresh: Document): void {
  readServerClock(fresh);
  if (isBeingWritten()) return;
  for (const place of ['main', 'footer']) {
    const [old, replacement] = [document.querySelector(place), fresh.querySelector(place)];
    if (old && replacement) morph(old, replacement, keepChart);
  }
  document.title = fresh.title;
  document.documentElement.dataset['builtAtMs'] = fresh.documentElement.dataset['builtAtMs'] ?? '';
  showCharts();
}

/** What the reader is typing or has chosen would be lost; the next news after it was sent brings the page up to date. */
function isBeingWritten(): boolean {
  const fields = document.querySelectorAll<HTMLTextAreaElement>('main textarea');
  const choices = document.querySelectorAll<HTMLInputElement>('main input[type="radio"], main input[type="checkbox"]');
  return (
    [...fields].some((field) => field.value !== field.defaultValue) ||
    [...choices].some((choice) => choice.checked !== choice.defaultChecked)
  );
}

/** A chart that is drawn already only learns where its data is now, and of when. */
function keepChart(old: Element, fresh: Element): boolean {
  if (!(old instanceof HTMLElement && fresh instanceof HTMLElement) || old.dataset['drawn'] === undefined) return false;
  Object.assign(old.dataset, { ...fresh.dataset });
  return true;
}

function showCharts(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) {
    const show = CHARTS[figure.dataset['chart'] ?? ''];
    show?.()
      .then((draw) => draw(figure))
      .catch(() => undefined); // the server's drawing stays, and says the same
  }
}

function setConnected(isConnected: boolean): void {
  document.documentElement.toggleAttribute('data-offline', !isConnected);
}

function readServerClock(page: Document): void {
  const builtAtMs = Number(page.documentElement.dataset['builtAtMs']);
  // a kept page is at most a minute old; a browser's clock may be wrong by any amount
  if (Number.isFinite(builtAtMs) && Math.abs(builtAtMs - Date.now()) > 120_000) clockAheadMs = builtAtMs - Date.now();
}

function afterFirstPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run, 0));
}

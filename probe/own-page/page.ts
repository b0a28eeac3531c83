import type { MailUnderWay } from '../mail/start-mail.ts';
import type { Moment, Seen } from './page-state.ts';
import { type Language, WORDING } from './wording.ts';

/** What waits for the server; null: this probe has not joined one. */
export type Sending = { waiting: number; lastReceiptAtMs: number | null } | null;

const REFRESH_SECONDS = 10;

/** The page: complete without scripts, refreshed by the browser every 10 s. Times are this machine's. */
export function pageHtml(language: Language, seen: Seen, sending: Sending, mail: readonly MailUnderWay[] = []): string {
  const words = WORDING[language];
  const time = timeFormat(language);
  const state = seen.now?.state ?? 'unknown';
  const since = seen.sinceAtMs === null ? words.noRound : words.since(time(seen.sinceAtMs));
  const other = language === 'de' ? 'en' : 'de';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${REFRESH_SECONDS}"><meta name="robots" content="noindex"><title>${words.states[state]} – ${words.title}</title>
<link rel="stylesheet" href="/style.css"></head><body>
<header><p>Linewitness · ${words.title}</p><a href="/?lang=${other}" hreflang="${other}" lang="${other}">${words.other}</a></header>
<main>
<section class="banner ${state}"><h1><span aria-hidden="true">${{ up: '✓', down: '✕', unknown: '?' }[state]}</span> ${words.states[state]}</h1><p>${since}</p></section>
<section><h2>${words.pictureTitle}</h2>${pictureSvg(language, seen.moments)}</section>
<section><h2>${words.seesTitle}</h2><dl>${facts(language, seen)}</dl></section>
${mailHtml(language, mail)}<section><h2>${words.sendingTitle}</h2>${sendingHtml(language, sending)}</section>
<section><h2>${words.outagesTitle}</h2>${outagesHtml(language, seen)}</section>
</main><footer><p>${words.note}</p></footer></body></html>
`;
}

function facts(language: Language, seen: Seen): string {
  const words = WORDING[language];
  const rows = seen.roles.map(({ role, answering, targets }): [string, string] => [
    words.roles[role],
    role === 'control' ? words.honest(answering, targets) : words.answering(answering, targets),
  ]);
  if (seen.backEnd !== null) rows.push([words.backEnd, seen.backEnd]);
  if (seen.clock !== null) rows.push([words.clock, words.clocks[seen.clock]]);
  return rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('');
}

/** Nothing without a route. Names of routes are short words of the owner's. */
function mailHtml(language: Language, mail: readonly MailUnderWay[]): string {
  if (mail.length === 0) return '';
  const words = WORDING[language];
  const short = timeFormat(language, false);
  const rows = mail.map(({ route, open, oldestAtMs, isStopped }) => {
    const state = isStopped ? words.mailStopped : words.mailOpen(open, oldestAtMs === null ? null : short(oldestAtMs));
    return `<div><dt>${words.mailRoute(route)}</dt><dd>${state}</dd></div>`;
  });
  return `<section><h2>${words.mailTitle}</h2><dl>${rows.join('')}</dl></section>\n`;
}

function sendingHtml(language: Language, sending: Sending): string {
  const words = WORDING[language];
  if (sending === null) return `<p>${words.notJoined}</p>`;
  const receipt =
    sending.lastReceiptAtMs === null
      ? words.noReceipt
      : words.lastReceipt(timeFormat(language)(sending.lastReceiptAtMs));
  // the newest record is on its way most of the time
  return sending.waiting <= 1
    ? `<p>${words.allSent}</p><p>${receipt}</p>`
    : `<p><strong>${words.waiting(sending.waiting)}</strong> ${words.keeps}</p><p>${receipt}</p>`;
}

function outagesHtml(language: Language, { outages, startedAtMs }: Seen): string {
  const words = WORDING[language];
  const time = timeFormat(language);
  const short = timeFormat(language, false);
  if (outages.length === 0) return `<p>${words.noOutage(time(startedAtMs))}</p>`;
  const rows = outages.map(
    ({ fromAtMs, toAtMs }) =>
      `<tr><td>${short(fromAtMs)}</td><td>${toAtMs === null ? words.lasts : short(toAtMs)}</td></tr>`,
  );
  return `<table><thead><tr><th>${words.from}</th><th>${words.to}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const WIDTH = 600;
const HEIGHT = 80;
const ROUNDS = 120;

/** A bar a round: as high as the answer time (the tallest is the slowest), full height and hatched where packets were lost. */
function pictureSvg(language: Language, moments: readonly Moment[]): string {
  const words = WORDING[language];
  const slowestUs = Math.max(1, ...moments.map(({ medianUs }) => medianUs ?? 0));
  const step = WIDTH / ROUNDS;
  const bars = moments.map(({ medianUs, lost, answered }, at) => {
    const x = (ROUNDS - moments.length + at) * step;
    const isLost = lost > 0 && answered === 0;
    const height = isLost ? HEIGHT : Math.max(3, Math.round(((medianUs ?? 0) / slowestUs) * (HEIGHT - 10)));
    return `<rect class="${kindOf(lost, answered)}" x="${x}" y="${HEIGHT - height}" width="${step - 1}" height="${height}"/>`;
  });
  const sum = (count: (moment: Moment) => number) => moments.reduce((total, moment) => total + count(moment), 0);
  const text = words.pictureText(
    sum(({ answered }) => answered),
    sum(({ lost }) => lost),
  );
  const slowest = slowestUs > 1 ? ` · max ${(slowestUs / 1000).toFixed(0)} ms` : '';
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${text}">${bars.join('')}</svg><p class="soft">${text}${slowest}</p>`;
}

function kindOf(lost: number, answered: number): 'lost' | 'some' | 'good' | 'none' {
  if (lost > 0) return answered === 0 ? 'lost' : 'some';
  return answered > 0 ? 'good' : 'none';
}

function timeFormat(language: Language, hasZone = true): (atMs: number) => string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    day: 'numeric',
    month: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(hasZone && { timeZoneName: 'short' as const }),
  });
  return (atMs) => format.format(atMs);
}

/** The style sheet; colours as on the server's pages. */
export const PAGE_STYLE = `:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#55606e;--rule:#dbe0e6;--link:#0b5cad;--good:#1f8a4c;--some:#c77700;--lost:#c3282d;--none:#a3acb8;--up:#eaf6ef;--down:#fdecec;--unknown:#eef0f3}
@media(prefers-color-scheme:dark){:root{--page:#10151b;--card:#18202a;--ink:#e8ecf1;--soft:#a5b0bd;--rule:#303b48;--link:#86bdf7;--good:#35a765;--some:#e39a2d;--lost:#e5484d;--none:#56616f;--up:#14291e;--down:#351a1d;--unknown:#212a35}}
*{box-sizing:border-box}body{margin:0 auto;max-width:44rem;padding:1rem;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
header{display:flex;justify-content:space-between;gap:1rem;align-items:baseline}header p{margin:0;font-weight:600}a{color:var(--link);padding:.5rem 0}
section{background:var(--card);border:1px solid var(--rule);border-radius:.75rem;padding:1rem;margin:1rem 0}h1{font-size:1.35rem;line-height:1.3;margin:0}h2{font-size:1rem;margin:0 0 .5rem}p{margin:.25rem 0}
.banner{border-width:2px}.banner.up{background:var(--up);border-color:var(--good)}.banner.down{background:var(--down);border-color:var(--lost)}.banner.unknown{background:var(--unknown);border-color:var(--none)}
dl{margin:0}dl div{display:flex;justify-content:space-between;gap:1rem;padding:.35rem 0;border-top:1px solid var(--rule)}dl div:first-child{border-top:0}dt{color:var(--soft)}dd{margin:0;text-align:right}
svg{display:block;width:100%;height:5rem;border-bottom:1px solid var(--rule)}.good{fill:var(--good)}.some{fill:var(--some)}.lost{fill:var(--lost)}.none{fill:var(--none)}
table{width:100%;border-collapse:collapse}th,td{text-align:left;padding:.35rem 0;border-top:1px solid var(--rule)}thead th{border-top:0;color:var(--soft);font-weight:400}.soft,footer{color:var(--soft);font-size:.9rem}
`;

import { html } from 'hono/html';
import type { Method, Target } from '../../rules/method.ts';
import { backEndName } from './banner.ts';
import { formatDuration } from './format.ts';
import type { Markup } from './local-time.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { lineWords } from './wording-line.ts';
import { disclosureWords } from './wording-publish.ts';

/** Widest distance of the two bounds, by back end of the far targets (decision 7). */
const WIDTH_MS = { fping: 2500, other: 3000 };

/** How the line is measured: two sentences, and every target behind them. */
export function methodSection(context: PageContext, method: Method): Markup {
  const { language } = context;
  const words = lineWords[language].method;
  const far = farTargets(method);
  const gateway = method.targets.find((target) => target.role === 'gateway');
  const every = (ms: number) => (ms === 1000 ? words.everySecond : words.every(formatDuration(ms, language)));
  const sending = words.sending({
    far: every((far[0]?.spacingMs ?? 0) / Math.max(1, far.length)),
    farCount: far.length,
    gateway: gateway ? every(gateway.spacingMs) : null,
  });
  if (context.reader === 'visitor')
    return html`<p>${far.length > 0 ? `${sending} ` : ''}${words.deciding}</p><p class="quiet">${kindsText(context, far)}</p>`;
  const widthMs = far.every((target) => target.backEnd === 'fping') ? WIDTH_MS.fping : WIDTH_MS.other;
  return html`<p>${far.length > 0 ? `${sending} ` : ''}${words.deciding}</p>
<details><summary>${words.more}</summary>
<p>${words.width(formatDuration(widthMs, language))} ${words.late(formatDuration(method.lateAfterMs, language), formatDuration(method.listenMs, language))}</p>
${targetTable(context, method)}
<p>${words.software}: ${method.software}</p>
</details>`;
}

/** Strangers learn the number and kind of the targets; an address may say who the provider is, or where the home. */
function kindsText({ language }: PageContext, far: Target[]): string {
  const { method } = disclosureWords[language];
  const names: Record<string, string> = method.kind;
  const kinds = [...new Set(far.map(({ kind }) => names[kind] ?? kind))];
  return kinds.length === 0 ? '' : method.targets(kinds.join(', '));
}

/** Those of one family: each family is asked on its own grid. */
function farTargets(method: Method): Target[] {
  const far = method.targets.filter((target) => target.role === 'far' || target.role === 'own-server');
  const pinged = far.filter((target) => target.kind !== 'http' && target.kind !== 'contact');
  const ipv4 = pinged.filter((target) => target.family === 4);
  return ipv4.length > 0 ? ipv4 : pinged;
}

function targetTable(context: PageContext, method: Method): Markup {
  const words = lineWords[context.language].method;
  const { target, role, network, backEnd, spacing } = words.columns;
  return table({
    caption: words.more,
    columns: [
      { label: target },
      { label: role },
      { label: network },
      { label: backEnd },
      { label: spacing, isNumber: true },
    ],
    rows: method.targets.map((row) => ({
      cells: [
        row.address.startsWith('hash:') ? words.hidden : row.address,
        words.role[row.role],
        row.network,
        backEndName(row.backEnd, context),
        formatDuration(row.spacingMs, context.language),
      ],
    })),
  });
}

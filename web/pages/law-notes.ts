import { html } from 'hono/html';
import type { Claim } from '../../rules/law/compensation.ts';
import { TKG_2021 } from '../../rules/law/rules-data.ts';
import { formatEuro, formatEuroRange } from './format-euro.ts';
import { link } from './layout.ts';
import { localDay, type Markup } from './local-time.ts';
import type { ClockView } from './report-views.ts';
import type { PageContext } from './views.ts';
import { lawWords } from './wording-law.ts';

/** Whether asking for the line's data still helps: it may be erased so many days after the fault began. */
function isDataKept({ builtAtMs }: PageContext, { deadlines, zone }: ClockView & { kind: 'calendar-days' }): boolean {
  const today = localDay(builtAtMs, zone);
  return deadlines.some(({ kind, day }) => kind === 'data-preservation-ends' && today < day);
}

/** What is left of both sums after the credit. */
function openCents({ strictCents, likelyCents, creditedCents }: Claim): [number, number] {
  return [Math.max(0, strictCents - creditedCents), Math.max(0, likelyCents - creditedCents)];
}

/** What speaks for and against the amount, what was assumed, and where it is read. */
export function lawNotes(
  context: PageContext,
  clock: ClockView & { kind: 'calendar-days' },
  settingsPath: string,
): Markup {
  const { language } = context;
  const words = lawWords[language].notes;
  const { claim, completeness } = clock;
  const euro = (cents: number) => formatEuro(cents, language);
  const isPaid = claim.likelyCents > 0;
  const isUnequal = (cents: number) => isPaid && cents !== claim.likelyCents;
  const settings = html` <a href="${link(context, settingsPath)}">${lawWords[language].settings}</a>`;
  const notes: [boolean, Markup | string][] = [
    [clock.repairedAtMs === null && isDataKept(context, clock), words.preserve],
    [clock.isPartial, words.partial],
    [clock.basis === 'refuted', words.refuted],
    [clock.isTelephonyAssumed && !clock.isPartial, words.telephonyAssumed],
    [completeness.isAssumed, html`${words.assumed}${settings}`],
    [completeness.isMobileBundled, words.mobile],
    [!clock.isFeeKnown, html`${words.feeUnknown}${settings}`],
    [!clock.isReceiptShown, words.receiptMissing],
    [clock.isDownAgain, words.downAgain],
    [clock.basis === 'told', words.notMeasured],
    [clock.isCountedElsewhere, words.countedElsewhere],
    [clock.isMeasurementMissing, words.unmeasured],
    [claim.creditedCents > 0, words.credit(euro(claim.creditedCents), formatEuroRange(openCents(claim), language))],
    [claim.isCapped, words.capped(euro(TKG_2021.capCents))],
    [(clock.feeShareCents ?? 0) > 0, words.feeShare(euro(clock.feeShareCents ?? 0))],
    [isUnequal(claim.scenarios.weekendShiftCents), words.weekend(euro(claim.scenarios.weekendShiftCents))],
    [
      isUnequal(claim.scenarios.receiptDayCountsCents),
      words.receiptDayCounts(euro(claim.scenarios.receiptDayCountsCents)),
    ],
    [true, words.substitute],
    [true, words.exceptions],
    [true, words.source(clock.ruleText)],
  ];
  return html`<h3>${words.title}</h3><ul>${notes.filter(([isSo]) => isSo).map(([, text]) => html`<li>${text}</li>`)}</ul>`;
}

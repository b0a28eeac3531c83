import type { BoundSample } from '../../../rules/outage/derived.ts';
import { formatBounds, formatCount, formatDuration, formatExactSeconds } from '../../../web/pages/format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import { providerAnswers } from '../../../web/pages/provider-answers.ts';
import type { Language } from '../../../web/pages/views.ts';
import { commonWords } from '../../../web/pages/wording-common.ts';
import { findingOf } from '../../../web/pages/wording-findings.ts';
import { OUTCOME_NAMES, outageWords } from '../../../web/pages/wording-outage.ts';
import { witnessWords } from '../../../web/pages/wording-witness.ts';
import { heading, lead, list, paragraph, SMALL } from '../../pdf/blocks.ts';
import { needRoom } from '../../pdf/sheet.ts';
import { table } from '../../pdf/table.ts';
import type { Text } from '../../pdf/text-lines.ts';
import type { StoredOutage } from '../../store/store.ts';
import { correctionText } from './clock.ts';
import type { Report } from './frame.ts';
import type { Numbered } from './outages.ts';
import { capital } from './summary.ts';

/** An outage that comes and goes has many parts. */
const MOST_PHASES = 12;

/** Heading, facts and the table of the four samples stay together. */
const WHOLE_HEIGHT = 125;

/** What the findings and places of the outages mean, once for all: what was seen, how sure it is, what it leaves open. */
export function findingList({ sheet, reportCase }: Report, outages: readonly StoredOutage[]): void {
  const { language } = reportCase;
  const findings = [...new Set(outages.map(({ verdict }) => verdict))].map((verdict) => findingOf(verdict, language));
  list(
    sheet,
    findings.map(({ title, text, sure }) => lead(`${title}. `, `${text} ${sure}`)),
    { style: SMALL },
  );
  const sides = [...new Set(outages.map(({ side }) => side))];
  list(
    sheet,
    sides.map((side) => lead(`${capital(commonWords[language].side[side])}. `, outageWords[language].limits[side])),
    { style: SMALL },
  );
}

/** One outage with everything that its bounds rest on. */
export function outageDetails(report: Report, { outage, number }: Numbered): void {
  const { sheet, words, reportCase } = report;
  const { language, evidence } = reportCase;
  const finding = findingOf(outage.verdict, language);
  const bounds = `${capital(formatBounds(outage.downMinMs, outage.downMaxMs, language))}${exactText(outage, language)}`;
  needRoom(sheet, WHOLE_HEIGHT);
  heading(sheet, 3, words.outages.title(number, formatLocal(outage.startEarliestAtMs, evidence.line.zone, language)));
  const lost = outageWords[language].lost(formatCount(outage.lostSamples, language));
  const facts = words.outages.facts(commonWords[language].side[outage.side], outage.grade, lost);
  paragraph(sheet, lead(`${bounds}. `, `${finding.title}. ${facts}`), { style: SMALL, after: 2 });
  sampleTable(report, outage);
  if (outage.phases.length > 1) phaseTable(report, outage);
  list(sheet, remarksOf(report, outage), { style: { ...SMALL, size: 7.6 }, between: 0.5 });
}

/** The same to the millisecond: rounded outwards, bounds look wider than they are. */
function exactText({ downMinMs, downMaxMs }: StoredOutage, language: Language): string {
  const exact = downMaxMs === null ? [downMinMs] : [downMinMs, downMaxMs];
  return ` (${exact.map((ms) => formatExactSeconds(ms, language)).join(' – ')})`;
}

function sampleTable({ sheet, words, reportCase }: Report, { bounds, endLatestAtMs }: StoredOutage): void {
  const { language, evidence } = reportCase;
  const { names } = outageWords[language].samples;
  const { columns, bound } = words.outages.samples;
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language, 'ms');
  const row = (carried: string, name: string, sample: BoundSample | null): string[] => {
    const { missingBefore, missingAfter } = outageWords[language].samples;
    const after = endLatestAtMs === null ? words.outages.lasting : missingAfter;
    if (sample === null) return [carried, '–', name === names.lastGood ? missingBefore : after, '–', '–', '–'];
    const { sentAtMs, receivedAtMs, target, outcome, segment, sequence } = sample;
    const atMs = name === names.firstGood ? (receivedAtMs ?? sentAtMs) : sentAtMs;
    return [carried, at(atMs), name, target, outcomeText(outcome, language), `${segment} / ${sequence}`];
  };
  table(sheet, {
    columns: [
      { label: columns.bound, share: 68 },
      { label: columns.at, share: 116 },
      { label: columns.sample, share: 88 },
      { label: columns.target, share: 66 },
      { label: columns.outcome, share: 64 },
      { label: columns.place, share: 56, isNumber: true },
    ],
    rows: [
      row(bound.startEarliest, names.lastGood, bounds.lastGoodBefore),
      row(bound.startLatest, names.firstBad, bounds.firstBad),
      row(bound.endEarliest, names.lastBad, bounds.lastBad),
      row(bound.endLatest, names.firstGood, bounds.firstGoodAfter),
    ],
    style: { ...SMALL, size: 7 },
  });
}

function outcomeText(outcome: string, language: Language): string {
  const name = OUTCOME_NAMES.find((known) => known === outcome);
  return name === undefined ? outcome : outageWords[language].outcome[name];
}

function phaseTable({ sheet, words, reportCase }: Report, { phases }: StoredOutage): void {
  const { language, evidence } = reportCase;
  const { from, to, open, title } = outageWords[language].phases;
  const at = (atMs: number) => formatLocal(atMs, evidence.line.zone, language);
  table(sheet, {
    columns: [
      { label: from, share: 20 },
      { label: to, share: 20 },
      { label: outageWords[language].finding, share: 42 },
      { label: words.outages.columns.side, share: 30 },
    ],
    rows: phases
      .slice(0, MOST_PHASES)
      .map(({ verdict, side, fromAtMs, toAtMs }) => [
        at(fromAtMs),
        toAtMs === null ? open : at(toAtMs),
        findingOf(verdict, language).title,
        commonWords[language].side[side],
      ]),
    caption: phases.length > MOST_PHASES ? `${title} (${MOST_PHASES} / ${phases.length})` : title,
    style: { ...SMALL, size: 7 },
  });
}

/** What changes the reading: the path, the router, holes beside it, the clock, what the owner said later. */
function remarksOf({ words, reportCase }: Report, outage: StoredOutage): Text[] {
  const { language, evidence } = reportCase;
  const [pages, witness] = [outageWords[language], witnessWords[language]];
  const { zone } = evidence.line;
  const remarks: (Text | null)[] = [
    outage.chain.length > 0 ? lead(`${words.outages.chain} `, chainText({ words, reportCase }, outage)) : null,
    outage.isReachable ? witness.failover : null,
    outage.flaps > 0 ? pages.flaps(outage.flaps) : null,
    outage.startsUnobserved ? pages.unobserved.before : null,
    outage.endsUnobserved ? pages.unobserved.after : null,
    ...outage.tags.map((tag) => witness.tag[tag]),
    provisionalText(outage, language),
    outage.revision > 1 ? pages.revision.changed(outage.revision) : null,
    lead(`${words.outages.clock} `, clockText(words, outage, language)),
    silenceText({ words, reportCase }, outage),
    ...(evidence.annotations.get(outage.id) ?? []).map(({ text, atMs, entry, withdrawnAtMs }) => {
      const note = words.outages.note(text, formatLocal(atMs, zone, language, 'minute'), entry);
      return withdrawnAtMs === null ? note : `${note}${words.outages.withdrawn}`;
    }),
  ];
  return remarks.filter((remark) => remark !== null);
}

/** null: nothing was looked up, see gather-silences.ts. */
function silenceText({ words, reportCase }: Pick<Report, 'words' | 'reportCase'>, { id }: StoredOutage): Text | null {
  const silence = reportCase.silences.get(id);
  if (silence === undefined) return null;
  const { server, noSilence, silence: noted } = words.outages;
  if (silence === null) return lead(`${server} `, noSilence);
  const { zone } = reportCase.evidence.line;
  const at = (atMs: number) => formatLocal(atMs, zone, reportCase.language);
  return lead(`${server} `, noted({ ...silence, from: at(silence.fromAtMs), to: at(silence.toAtMs) }));
}

/** Of each link what was seen of it; of what lies beyond the line only what came back. */
function chainText({ words, reportCase }: Pick<Report, 'words' | 'reportCase'>, { chain }: StoredOutage): string {
  const said = chain.map(({ link, state }) =>
    link === 'provider'
      ? words.outages.link.provider(providerAnswers(chain, reportCase.language))
      : words.outages.link[link][state],
  );
  return `${said.join(' · ')}.`;
}

function provisionalText({ final, provisional, endLatestAtMs }: StoredOutage, language: Language): string | null {
  if (endLatestAtMs === null) return witnessWords[language].provisional.lasting;
  if (!final) return outageWords[language].revision.provisional;
  if (provisional === null) return null;
  const { verdict, side, grade } = provisional;
  return witnessWords[language].before(findingOf(verdict, language).title, commonWords[language].side[side], grade);
}

function clockText(words: Report['words'], { clock }: StoredOutage, language: Language): string {
  const source = words.clock.source[clock?.source ?? 'unknown'];
  const corrected =
    clock === undefined || clock.correctedByMs === 0 ? '' : `; ${correctionText(words, clock.correctedByMs, language)}`;
  const error = clock?.errorMs ?? null;
  return `${source}${corrected}${error === null ? '' : `; ±${formatDuration(error, language, 'up')}`}.`;
}

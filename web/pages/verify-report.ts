import type { BundleFinding, BundleReport } from '../../rules/journal/bundle/report.ts';
import { formatCount } from './format.ts';
import { plainText } from './plain-text.ts';
import { type ReportSection, reportSections } from './verify-sections.ts';
import type { Language } from './views.ts';
import { verifyWords } from './wording-verify.ts';
import { findingSentence, notProvenSentence } from './wording-verify-codes.ts';

/** One line of a group of findings: where, and what is said of it. */
export type FindingLine = { where: string; sentence: string };
export type FindingGroup = {
  kind: BundleFinding['kind'];
  title: string;
  /** What it means that there are such findings. */
  meaning: string;
  lines: FindingLine[];
  /** How many are left out of `lines`, in words; null: none. */
  rest: string | null;
};

/** A report of the verifier as people read it; terminal and browser show the same. All texts are safe to be printed. */
export type ReadableReport = {
  status: BundleReport['status'];
  verdict: string;
  meaning: string;
  /** Of a demonstration. */
  warning: string | null;
  findings: FindingGroup[];
  /** How many findings the verifier itself counted without keeping them, in words. */
  findingsLeftOut: string | null;
  sections: ReportSection[];
  notProven: { title: string; sentences: string[] };
};

const KINDS = ['broken', 'gap', 'note'] as const;
/** Different sentences of the same code; who wants each asks for the report as JSON. */
const MAX_LINES_PER_CODE = 8;
/** Of one sentence. */
const MAX_PLACES = 4;

export function describeReport(report: BundleReport, language: Language): ReadableReport {
  const words = verifyWords[language];
  const { status, findingsLeftOut } = report;
  return {
    status,
    verdict: words.verdict[status].title,
    meaning: words.verdict[status].meaning,
    warning: report.index?.simulated ? words.simulated : null,
    findings: KINDS.flatMap((kind) => findingGroup(report, kind, language)),
    findingsLeftOut: findingsLeftOut > 0 ? words.findings.leftOut(formatCount(findingsLeftOut, language)) : null,
    sections: reportSections(report, language),
    notProven: {
      title: words.notProven,
      sentences: report.notProven.map((code) => plainText(notProvenSentence(code, language))),
    },
  };
}

function findingGroup(report: BundleReport, kind: BundleFinding['kind'], language: Language): FindingGroup[] {
  const { findings: words } = verifyWords[language];
  const ofKind = report.findings.filter((finding) => finding.kind === kind);
  if (ofKind.length === 0) return [];
  const all = sameSentences(ofKind, language);
  const shown = all.filter(firstOfCode());
  const lines = shown.map(({ sentence, places }) => ({
    where: plainText(placesText(places, language)),
    sentence: plainText(sentence),
  }));
  const rest = all.length - shown.length;
  return [
    {
      kind,
      title: words[kind].title(ofKind.length),
      meaning: words[kind].meaning,
      lines,
      rest: rest > 0 ? words.more(formatCount(rest, language)) : null,
    },
  ];
}

/** What is said in the same words of several places. */
type Said = { code: string; sentence: string; places: string[] };

function sameSentences(findings: readonly BundleFinding[], language: Language): Said[] {
  const said = new Map<string, Said>();
  for (const finding of findings) {
    const sentence = findingSentence(finding, language);
    const key = `${finding.code} ${sentence}`;
    const same = said.get(key) ?? { code: finding.code, sentence, places: [] };
    if (!same.places.includes(finding.where)) same.places.push(finding.where);
    said.set(key, same);
  }
  return [...said.values()];
}

/** A filter that lets the first few of each code pass. */
function firstOfCode(): (said: Said) => boolean {
  const seen = new Map<string, number>();
  return ({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= MAX_LINES_PER_CODE;
  };
}

function placesText(places: readonly string[], language: Language): string {
  const shown = joined(places.slice(0, MAX_PLACES).map((place) => placeText(place, language)));
  const rest = places.length - MAX_PLACES;
  return rest <= 0 ? shown : verifyWords[language].findings.places(shown, formatCount(rest, language));
}

/** `day.txt, block 1`, `day.txt, block 2` → `day.txt, block 1, 2`. */
function joined(places: readonly string[]): string {
  let text = '';
  let before = '';
  for (const place of places) {
    const [, start = '', end = ''] = /^(.* )(\S+)$/.exec(place) ?? [];
    if (start !== '' && start === before) text += `, ${end}`;
    else text += text === '' ? place : `; ${place}`;
    before = start;
  }
  return text;
}

/** `probe/2026-10-18.txt segment 17` in the reader's words; names of members stay as they are. */
function placeText(where: string, language: Language): string {
  const { places } = verifyWords[language];
  return where.replace(/ (segment|entry|line|outage|day) (?=\S+$)/, (whole, word: string) =>
    Object.hasOwn(places, word) ? `, ${places[word as keyof typeof places]} ` : whole,
  );
}

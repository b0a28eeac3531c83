import type { BundleReport } from '../../rules/journal/bundle/report.ts';
import { describeReport, type FindingGroup } from '../../web/pages/verify-report.ts';
import type { ReportSection } from '../../web/pages/verify-sections.ts';
import type { Language } from '../../web/pages/views.ts';
import { verifyWords } from '../../web/pages/wording-verify.ts';

/** Columns of a terminal, or of a mail into which the report is pasted. */
const WIDTH = 100;

/** The report as plain text; what strangers wrote is made safe for a terminal. */
export function printReport(report: BundleReport, language: Language): string {
  const words = verifyWords[language];
  const readable = describeReport(report, language);
  const parts = [
    [`${readable.status.toUpperCase()} – ${readable.verdict}`, ...wrapped(readable.meaning, '')],
    readable.warning === null ? [] : wrapped(readable.warning, ''),
    ...(readable.findings.length > 0 ? readable.findings.map(groupLines) : [[words.findings.none]]),
    readable.findingsLeftOut === null ? [] : wrapped(readable.findingsLeftOut, ''),
    ...readable.sections.map(sectionLines),
    [headline(readable.notProven.title), ...readable.notProven.sentences.flatMap((text) => wrapped(text, '  - '))],
    wrapped(words.statement, ''),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function headline(title: string): string {
  return `${title}\n${'-'.repeat(title.length)}`;
}

function groupLines({ title, meaning, lines, rest }: FindingGroup): string[] {
  return [
    headline(title),
    ...wrapped(meaning, ''),
    ...lines.flatMap(({ where, sentence }) => wrapped(`${where}: ${sentence}`, '  - ')),
    ...(rest === null ? [] : wrapped(rest, '  ')),
  ];
}

function sectionLines({ title, note, rows }: ReportSection): string[] {
  return [
    headline(title),
    ...(note === null ? [] : wrapped(note, '')),
    ...rows.flatMap(({ name, value }) => wrapped(`${name}: ${value}`, '  ')),
  ];
}

/** Broken between words; later lines stand below the text of the first. A word that is longer stays whole. */
function wrapped(text: string, start: string): string[] {
  const indent = ' '.repeat(start.length);
  const lines: string[] = [];
  let line = start;
  for (const word of text.split(' ')) {
    const isFirst = line === start || line === indent;
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}

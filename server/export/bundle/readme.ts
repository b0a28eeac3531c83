import type { Language } from '../../../web/pages/views.ts';
import { commandsOf, type ReadmeFacts, type Step } from './readme-commands.ts';
import { README_DE } from './readme-de.ts';
import { README_EN } from './readme-en.ts';

/** What a README says in one language; paragraphs of one line each. */
export type ReadmeWords = {
  title: string;
  about: (facts: ReadmeFacts) => string[];
  /** Stands in every export, see rules/wire/evidence.ts. */
  statement: string;
  simulated: string;
  quick: (facts: ReadmeFacts) => string[];
  handTitle: string;
  hand: string[];
  steps: Record<Step, { title: string; words: (facts: ReadmeFacts) => string[] }>;
  figures: { title: string; words: (facts: ReadmeFacts) => string[] };
  membersTitle: string;
  members: [string, string][];
  notProvenTitle: string;
  notProven: string[];
};

const WIDTH = 100;
/** The six steps; the sixth has no command of its own. */
const STEPS: readonly Step[][] = [['files'], ['keys'], ['heads', 'stamps'], ['lane'], ['segment']];

/** `README.txt`: what is in here, how to check it by hand, and what it does not prove. UTF-8, LF, lines below 100 signs. */
export function readmeText(facts: ReadmeFacts, language: Language): string {
  const words = language === 'de' ? README_DE : README_EN;
  const commands = commandsOf(facts);
  const parts = [
    heading(words.title, '='),
    ...(facts.isSimulated ? [paragraph(words.simulated)] : []),
    ...words.about(facts).map(paragraph),
    paragraph(words.statement),
    ...words.quick(facts).map(paragraph),
    heading(words.handTitle, '='),
    ...words.hand.map(paragraph),
    ...STEPS.flatMap((steps, index) =>
      steps.flatMap((step, nth) => stepParts(words, facts, commands, { step, number: nth === 0 ? index + 1 : null })),
    ),
    heading(`6. ${words.figures.title}`, '-'),
    ...words.figures.words(facts).map(paragraph),
    heading(words.notProvenTitle, '='),
    ...words.notProven.map(listItem),
    heading(words.membersTitle, '='),
    memberTable(words.members),
  ];
  return `${parts.join('\n\n')}\n`;
}

type Place = { step: Step; number: number | null };

function stepParts(
  words: ReadmeWords,
  facts: ReadmeFacts,
  commands: Record<Step, string[]>,
  { step, number }: Place,
): string[] {
  const { title, words: said } = words.steps[step];
  const lines = commands[step].map((command) => `    $ ${command}`);
  return [
    ...(number === null ? [] : [heading(`${number}. ${title}`, '-')]),
    ...said(facts).map(paragraph),
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ];
}

function heading(text: string, line: string): string {
  return `${text}\n${line.repeat(text.length)}`;
}

function paragraph(text: string): string {
  return wrap(text, '').join('\n');
}

function listItem(text: string): string {
  return wrap(text, '  ').join('\n').replace(/^ {2}/, '- ');
}

function memberTable(members: [string, string][]): string {
  const width = Math.max(...members.map(([name]) => name.length)) + 2;
  return members
    .map(([name, what]) => wrap(what, ' '.repeat(width)).join('\n').replace(/^ +/, name.padEnd(width)))
    .join('\n');
}

function wrap(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.trim() !== '') {
      lines.push(line);
      line = indent;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}

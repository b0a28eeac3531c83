import { headerFields } from './header-fields.ts';
import { registrableDomain } from './hop-owners.ts';
import { mailDateAtMs } from './mail-date.ts';
import type { FoundHop } from './types.ts';

/** One `Received` line. */
export type Hop = Omit<FoundHop, 'owner' | 'isAnchor'>;

/** Mails that went through more hosts are loops (RFC 5321 section 6.3 lets hosts give up at 100). */
const MOST_HOPS = 50;
const LONGEST_WORD = 255;
const CLAUSES = new Set(['from', 'by', 'via', 'with', 'id', 'for']);

/**
 * The way of a mail by its `Received` lines, in the order of travel (each host writes its line on top, RFC 5321 section 4.4).
 * Every part may be missing; what can't be read is null. Never throws.
 */
export function hopsOf(head: string): Hop[] {
  const values = headerFields(head)
    .filter(({ name }) => name === 'received')
    .map(({ value }) => value);
  // the topmost are the trusted ones
  return values
    .slice(0, MOST_HOPS)
    .reverse()
    .map((value, hop) => ({ hop, ...readReceived(value) }));
}

/** What one unfolded `Received` line says. */
export function readReceived(value: string): Omit<Hop, 'hop'> {
  const semicolon = value.lastIndexOf(';');
  const hasDate = semicolon >= 0;
  const clauses = clausesOf(withoutComments(hasDate ? value.slice(0, semicolon) : value));
  const by = hostOf(clauses.get('by'));
  return {
    stampAtMs: hasDate ? mailDateAtMs(withoutComments(value.slice(semicolon + 1))) : null,
    by,
    from: hostOf(clauses.get('from')),
    domain: by && registrableDomain(by),
    id: wordOf(clauses.get('id')?.[0], 128),
    protocol: wordOf(clauses.get('with')?.join(' ').toLowerCase(), 40),
  };
}

/** Words behind each keyword, up to the next keyword; the first of a kind counts. */
function clausesOf(text: string): Map<string, string[]> {
  const clauses = new Map<string, string[]>();
  let words: string[] = [];
  for (const word of text.split(/\s+/)) {
    const keyword = word.toLowerCase();
    if (CLAUSES.has(keyword)) {
      words = [];
      if (!clauses.has(keyword)) clauses.set(keyword, words);
    } else if (word !== '') words.push(word);
  }
  return clauses;
}

/** Comments in parentheses, also nested (RFC 5322 section 3.2.2); a parenthesis without its partner is a blank. */
export function withoutComments(text: string): string {
  let rest = text;
  for (let nesting = 0; nesting < 10; nesting += 1) {
    const stripped = rest.replace(/\((?:[^()\\]|\\.)*\)/g, ' ');
    if (stripped === rest) break;
    rest = stripped;
  }
  return rest.replace(/[()]/g, ' ');
}

function hostOf(words: string[] | undefined): string | null {
  const word = words?.[0]?.replace(/^<|>$/g, '').replace(/\.$/, '').toLowerCase();
  return wordOf(word, LONGEST_WORD);
}

function wordOf(text: string | undefined, longest: number): string | null {
  const word = text?.replace(/^<|[>,;]+$/g, '').slice(0, longest);
  return word !== undefined && /^[\x20-\x7e]+$/.test(word) ? word : null;
}

import type { Check } from './check.ts';
import type { Events } from './check-events.ts';
import { parseValueLine } from './values-text.ts';

const VALUES = 'values.txt';
const MAX_VALUES_BYTES = 64_000_000;
const TEXT = /^texts\/([0-9a-f]{64})\.txt$/;
const ATTACHMENT = /^attachments\/([0-9a-f]{64})-[^/]+$/;
const NAMED = /[0-9a-f]{64}/g;

/** Personal values that the owner shows, and whether something signed names each. */
export type ShownValues = { see: (text: string) => void; end: () => void };

/** Each shown value must have its hash; what was signed (`see`) should name that. */
export async function readValues({ reading, findings, tools }: Check): Promise<ShownValues> {
  const places = new Map<string, string>();
  const text = reading.has(VALUES) ? await reading.text(VALUES, MAX_VALUES_BYTES) : null;
  for (const [index, line] of (text ?? '').split('\n').entries()) {
    if (line === '') continue;
    const where = `${VALUES} line ${index + 1}`;
    const value = parseValueLine(line, tools.sha256Text);
    if (typeof value === 'string') findings.add('value-line', where, { why: value });
    else places.set(value.sha256, where);
  }
  if (text !== null && text !== '' && !text.endsWith('\n'))
    findings.add('value-line', VALUES, { why: 'does not end with a line feed' });
  return {
    see: (signed) => {
      if (places.size === 0) return;
      for (const [sha256] of signed.matchAll(NAMED)) places.delete(sha256);
    },
    end: () => {
      for (const where of places.values()) findings.add('value-not-named', where, {});
    },
  };
}

/** Texts and files of the case: each has the hash of its name, and an event of the lane holds that. */
export function checkFiles({ reading, findings }: Check, { list }: Events): void {
  const named = new Set<string>();
  for (const { content } of list) for (const value of Object.values(content.fields)) named.add(value);
  for (const name of reading.names) {
    const sha256 = (TEXT.exec(name) ?? ATTACHMENT.exec(name))?.[1];
    const found = reading.sha256s.get(name);
    if (sha256 === undefined || found === undefined) continue;
    if (found !== sha256) findings.add('text-differs', name, { found });
    else if (!named.has(sha256)) findings.add('text-not-in-lane', name, {});
  }
}

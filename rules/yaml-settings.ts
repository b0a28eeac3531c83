import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';

export type YamlSettingsInput<Schema extends z.ZodType> = { fileName: string; text: string; schema: Schema };

/** Larger files are no config. */
const MAX_CHARS = 100_000;

/** The settings, or one sentence: `probe.yaml, line 3, "targets.0": must be …`. Only the first mistake is told. */
export function parseYamlSettings<Schema extends z.ZodType>({
  fileName,
  text,
  schema,
}: YamlSettingsInput<Schema>): z.output<Schema> | string {
  if (text.length > MAX_CHARS) return `${fileName} is longer than ${MAX_CHARS} characters`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const yamlError = document.errors[0];
  if (yamlError)
    return `${fileName}, line ${lines.linePos(yamlError.pos[0]).line}: ${sentenceOfYamlError(yamlError, text)}`;
  if (document.contents !== null && !isMap(document.contents)) {
    return `${fileName}, line 1: must be a list of "key: value" lines`;
  }
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: 10 }) ?? {};
  } catch (error) {
    // An alias without anchor, or one that unfolds without end.
    return `${fileName}, line 1: is not YAML (${error instanceof Error ? error.message : String(error)})`;
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const { path, message } = firstProblem(foremost(parsed.error.issues));
  const line = lineOf(document, path, lines);
  return `${fileName}, line ${line}, "${path.join('.')}": ${message}`;
}

/** Line on which the setting with that path stands; of the innermost part that stands in the text. */
export function lineOfSetting(text: string, path: string[]): number {
  const lines = new LineCounter();
  return lineOf(parseDocument(text, { lineCounter: lines, prettyErrors: false }), path, lines);
}

function sentenceOfYamlError(error: YAMLError, text: string): string {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `the key "${keyAt(text, error.pos[0])}" stands twice`;
    case 'TAB_AS_INDENT':
      return 'a tab stands where only spaces may indent';
    default:
      return `is not YAML (${error.message.split('\n')[0]})`;
  }
}

function keyAt(text: string, offset: number): string {
  return /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? '';
}

type Issue = z.core.$ZodIssue | undefined;
type Problem = { path: string[]; message: string };

/** A misspelt key explains why another is missing, so it is told first. */
function foremost(issues: readonly z.core.$ZodIssue[]): Issue {
  return issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
}

/** Of a union the deepest complaint is the useful one: it belongs to the form that was meant. */
function firstProblem(issue: Issue): Problem {
  if (!issue) throw new Error('bug: a failed parse without an issue');
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return { path: [...path, issue.keys[0] ?? ''], message: 'there is no such setting' };
  }
  if (issue.code === 'invalid_key') return { path, message: issue.issues[0]?.message ?? issue.message };
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((issues) => firstProblem(issues[0])).filter((problem) => problem.path.length > 0);
    const deepest = branches.sort((a, b) => b.path.length - a.path.length)[0];
    if (deepest) return { path: [...path, ...deepest.path], message: deepest.message };
  }
  const isMissing = issue.message.endsWith('received undefined');
  return { path, message: isMissing ? 'is missing' : issue.message };
}

/** Line of the innermost part of `path` that stands in the file. */
function lineOf(document: Document.Parsed, path: string[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    if (isMap(parent)) {
      const key = parent.items
        .map((pair) => pair.key)
        .find((candidate) => isScalar(candidate) && String(candidate.value) === name);
      if (isNode(key) && key.range) return lines.linePos(key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

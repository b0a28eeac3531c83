/** One element of a page as text: enough to check markup without a browser. */
export type Tag = { name: string; attributes: Map<string, string>; isEnd: boolean; isVoid: boolean };

const VOID = new Set(['meta', 'link', 'input', 'br', 'hr', 'img', 'wbr']);
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"'/]+(?:="[^"]*")?)*)\s*(\/?)>/g;

/** Every tag in order. Strict: throws where `<` does not begin a tag with double-quoted attributes. */
export function readTags(page: string): Tag[] {
  const body = page.replace(/^<!doctype html>/, '');
  const rest = body.replace(TAG, '');
  if (/[<>]/.test(rest)) throw new Error(`not a tag: ${rest.slice(rest.search(/[<>]/) - 40).slice(0, 90)}`);
  return [...body.matchAll(TAG)].map(([, end, name = '', attributes = '', slash]) => ({
    name,
    attributes: new Map(
      [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value]),
    ),
    isEnd: end === '/',
    isVoid: slash === '/' || VOID.has(name),
  }));
}

/** The first tag that does not close what is open, or that is never closed; null = all fit. */
export function findUnbalanced(tags: Tag[]): string | null {
  const open: string[] = [];
  for (const tag of tags) {
    if (tag.isEnd) {
      const last = open.pop();
      if (last !== tag.name) return `</${tag.name}> closes <${last}>`;
    } else if (!tag.isVoid) open.push(tag.name);
  }
  return open.length === 0 ? null : `<${open.at(-1)}> is never closed`;
}

/** What a reader sees or hears: text, labels and tooltips, without what stands in `<code>`. */
export function readText(page: string): string {
  const labels = [...page.matchAll(/(?:aria-label|data-label)="([^"]*)"/g)].map(([, text]) => text);
  const shown = page
    .slice(page.indexOf('<body'))
    .replace(/<code>.*?<\/code>/gs, ' ')
    .replace(/<[^>]*>/g, ' ');
  return [...labels, shown].join(' ').replace(/\s+/g, ' ');
}

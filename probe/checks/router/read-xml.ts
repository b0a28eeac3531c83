/** One element without children: its local name, what it says, and which element it stands in (a serial number). */
export type XmlLeaf = { name: string; text: string; parent: number; parentName: string };
export type XmlText = { root: string; leaves: XmlLeaf[] };

const DEPTH_MAX = 32;
const ELEMENTS_MAX = 5000;
const NAME_MAX = 100;

/**
 * The leaves of a small XML text in their order, names without prefix. `null` when it is not one whole, well-formed
 * element (half an answer, HTML), or larger than a router's answer ever is. A DOCTYPE is refused and no entity but the
 * five of XML and numeric ones is known, so nothing can be made to grow (XML 1.0 §4.6).
 */
export function readXml(text: string): XmlText | null {
  const reader = new XmlReader(text);
  return reader.read() ? { root: reader.root, leaves: reader.leaves } : null;
}

type Open = { name: string; serial: number; textFrom: string; hasChild: boolean };

class XmlReader {
  root = '';
  readonly leaves: XmlLeaf[] = [];
  readonly #text: string;
  readonly #open: Open[] = [];
  #serial = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Each turn takes the text before a "<" and the markup behind it; the whole is read once, left to right. */
  read(): boolean {
    let at = this.#text.startsWith('\ufeff') ? 1 : 0;
    for (;;) {
      const from = this.#text.indexOf('<', at);
      const between = this.#text.slice(at, from === -1 ? undefined : from);
      if (!this.#takeText(between)) return false;
      if (from === -1) return this.root !== '' && this.#open.length === 0;
      const next = this.#takeMarkup(from);
      if (next === null) return false;
      at = next;
    }
  }

  #takeText(raw: string): boolean {
    const inner = this.#open.at(-1);
    // some routers end their answer with a zero byte
    if (!inner) return /^[\s\0]*$/.test(raw);
    const plain = withoutEntities(raw);
    if (plain === null) return false;
    inner.textFrom += plain;
    return true;
  }

  #takeMarkup(from: number): number | null {
    const text = this.#text;
    if (text.startsWith('<!--', from)) return after(text, '-->', from + 4);
    if (text.startsWith('<?', from)) return after(text, '?>', from + 2);
    if (text.startsWith('<![CDATA[', from)) return this.#takeCharacterData(from);
    if (text.startsWith('<!', from)) return null;
    const end = endOfTag(text, from);
    if (end === null) return null;
    const tag = text.slice(from + 1, end);
    const isTaken = tag.startsWith('/') ? this.#close(tag.slice(1).trimEnd()) : this.#openTag(tag);
    return isTaken ? end + 1 : null;
  }

  #takeCharacterData(from: number): number | null {
    const inner = this.#open.at(-1);
    const end = this.#text.indexOf(']]>', from);
    if (!inner || end === -1) return null;
    inner.textFrom += this.#text.slice(from + 9, end);
    return end + 3;
  }

  #openTag(tag: string): boolean {
    const isEmpty = tag.endsWith('/');
    const name = /^[A-Za-z_][\w.:-]*(?=[\s/]|$)/.exec(tag)?.[0] ?? '';
    if (name === '' || name.length > NAME_MAX) return false;
    const parent = this.#open.at(-1);
    if (!parent && this.root !== '') return false;
    if (this.#open.length >= DEPTH_MAX || this.#serial >= ELEMENTS_MAX) return false;
    if (parent) parent.hasChild = true;
    else this.root = localName(name);
    this.#serial += 1;
    this.#open.push({ name, serial: this.#serial, textFrom: '', hasChild: false });
    return isEmpty ? this.#close(name) : true;
  }

  #close(name: string): boolean {
    const closed = this.#open.pop();
    if (!closed || closed.name !== name) return false;
    if (closed.hasChild) return true;
    const parent = this.#open.at(-1);
    this.leaves.push({
      name: localName(name),
      text: closed.textFrom.trim(),
      parent: parent?.serial ?? 0,
      parentName: localName(parent?.name ?? ''),
    });
    return true;
  }
}

function after(text: string, mark: string, from: number): number | null {
  const at = text.indexOf(mark, from);
  return at === -1 ? null : at + mark.length;
}

/** The ">" of a tag; one within a quoted attribute does not end it. */
function endOfTag(text: string, from: number): number | null {
  let quote = '';
  for (let at = from + 1; at < text.length; at++) {
    const sign = text.charAt(at);
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '<') return null;
  }
  return null;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function withoutEntities(raw: string): string | null {
  if (!raw.includes('&')) return raw;
  let isKnown = true;
  const plain = raw.replaceAll(/&([^;&]{0,10})(;?)/g, (_whole, name: string, end: string) => {
    const sign = end === '' ? undefined : (ENTITIES.get(name) ?? numbered(name));
    if (sign === undefined) isKnown = false;
    return sign ?? '';
  });
  return isKnown ? plain : null;
}

function numbered(name: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  const isSign = code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isSign ? String.fromCodePoint(code) : undefined;
}

import { createHash, randomBytes } from 'node:crypto';
import { attachmentIdSchema, reportIdSchema } from '../../rules/ids.ts';
import type { AttachmentProblem, AttachmentView } from '../../web/pages/attachment-views.ts';
import type { LaneWriter } from '../lane-writer.ts';
import type { AttachmentRow } from '../store/attachment-table.ts';
import type { Store } from '../store/open-store.ts';
import { writeForLine } from '../write-for-line.ts';
import { mediaTypeOf } from './media-type.ts';

/** A long letter as a scan, a photo of a phone. */
const MAX_FILE_BYTES = 10_000_000;
/** Of one line: what a backup can still carry. */
const MAX_LINE_BYTES = 300_000_000;
const MAX_FILES = 1000;
const MAX_NAME = 120;
export const MAX_DESCRIPTION = 300;

export type NewAttachment = {
  line: string;
  /** The fault report that it belongs to; null: none. */
  report: string | null;
  name: string;
  description: string;
  datedAtMs: number | null;
  bytes: Uint8Array;
};

/** Files of a case. Ids come from addresses: what is no id, or is not there, gives null. */
export type Attachments = {
  /** In the order in which they were added, erased ones included. */
  ofLine(line: string): AttachmentView[];
  find(id: string): AttachmentView | null;
  lineOf(id: string): string | null;
  content(id: string): Buffer | null;
  /** Keeps the bytes and writes their hash into the line's log, in one transaction. */
  add(file: NewAttachment): AttachmentView | AttachmentProblem;
  /** Forgets bytes, name and description for good; the hash stays, and the log says that it was erased. */
  erase(id: string): AttachmentView | null;
};

type Parts = {
  store: Store;
  lane: LaneWriter;
  nowMs: () => number;
  onCommit: (lines: Iterable<string>) => void;
};

export function openAttachments(parts: Parts): Attachments {
  const { store, nowMs } = parts;
  const rowOf = (id: string) => (attachmentIdSchema.safeParse(id).success ? store.attachments.find(id) : null);
  const viewOrNull = (row: AttachmentRow | null) => row && viewOf(row);
  return {
    ofLine: (line) => store.attachments.ofLine(line).map(viewOf),
    find: (id) => viewOrNull(rowOf(id)),
    lineOf: (id) => rowOf(id)?.line ?? null,
    content: (id) => (rowOf(id) === null ? null : store.attachments.content(id)),
    add: (file) => addFile(parts, file),
    erase: (id) => {
      const row = rowOf(id);
      if (row === null || row.erasedAtMs !== null) return viewOrNull(row);
      writeForLine(parts, row.line, (line) => {
        parts.lane.append(line, { type: 'erasure', fields: { valueSha256: row.sha256 } }, nowMs());
        store.attachments.erase(id, nowMs());
      });
      return viewOrNull(rowOf(id));
    },
  };
}

function addFile(parts: Parts, file: NewAttachment): AttachmentView | AttachmentProblem {
  const { store, lane, nowMs } = parts;
  const { line, report, datedAtMs, bytes } = file;
  const mediaType = mediaTypeOf(bytes, file.name);
  const problem = problemOf(parts, file);
  if (problem !== null) return problem;
  if (mediaType === null) return 'type';
  const id = randomBytes(6).toString('hex');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const described = { name: plainName(file.name), description: file.description };
  writeForLine(parts, line, (row) => {
    const addedAtMs = nowMs();
    const fields = { attachment: id, sha256, bytes: String(bytes.length) };
    const { entry: laneEntry } = lane.append(row, { type: 'attachment', fields }, addedAtMs);
    const kept = { id, line, report, ...described, mediaType, bytes: bytes.length, sha256, datedAtMs };
    store.attachments.insert({ ...kept, addedAtMs, laneEntry, content: Buffer.from(bytes) });
  });
  const row = store.attachments.find(id);
  if (row === null) throw new Error(`bug: the file ${id} was not written`);
  return viewOf(row);
}

function problemOf({ store, nowMs }: Parts, { line, report, bytes, ...said }: NewAttachment): AttachmentProblem | null {
  if (bytes.length === 0) return 'empty';
  if (bytes.length > MAX_FILE_BYTES) return 'too-large';
  if (said.description.length > MAX_DESCRIPTION) return 'too-long';
  if (said.datedAtMs !== null && said.datedAtMs > nowMs()) return 'in-future';
  const named = report === null || !reportIdSchema.safeParse(report).success ? null : store.reports.find(report);
  if (report !== null && named?.line !== line) return 'report';
  if (store.attachments.keptBytes(line) + bytes.length > MAX_LINE_BYTES) return 'line-full';
  return store.attachments.ofLine(line).length >= MAX_FILES ? 'line-full' : null;
}

/** The last part of a path, without signs that a file system, a terminal or a reader would take for something else. */
export function plainName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}"<>|:*?]/gu, '_').replace(/^\.+/, '');
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/su.exec(plain) ?? [];
  const short = [...stem]
    .slice(0, MAX_NAME - ending.length)
    .join('')
    .trim();
  return short === '' ? `file${ending}` : `${short}${ending}`;
}

function viewOf({ line: _line, ...row }: AttachmentRow): AttachmentView {
  return row;
}

import type { FieldProblem } from './report-views.ts';
import type { LineView } from './views.ts';

/** A file of a case, as it is listed. Only the owner sees it. */
export type AttachmentView = {
  id: string;
  /** The fault report that it belongs to; null: none. */
  report: string | null;
  /** Empty once erased. */
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  description: string;
  /** From when it is, as the owner says; null: not said. */
  datedAtMs: number | null;
  addedAtMs: number;
  laneEntry: number;
  /** null: it is here. */
  erasedAtMs: number | null;
};

/** Why a file was not taken. */
export const ATTACHMENT_PROBLEMS = [
  'empty', //     no file, or one without bytes
  'too-large', // more than 10 MB
  'type', //      none of the kinds that are taken
  'too-long', //  the description
  'not-a-time',
  'in-future',
  'report', //    no such fault report of this line
  'line-full', // more than 300 MB or 1000 files of the line
] as const;
export type AttachmentProblem = (typeof ATTACHMENT_PROBLEMS)[number];

/** `/owner/lines/LINE/files`. */
export type AttachmentsPageView = {
  line: LineView;
  files: AttachmentView[];
  /** Fault reports that a file can be put to, newest first. */
  reports: { id: string; downSinceAtMs: number; ticket: string }[];
  /** What was typed, after a refused attempt. */
  typed: { report: string; description: string; dated: string };
  problem: { field: FieldProblem['name']; problem: AttachmentProblem } | null;
  done: 'added' | 'erased' | null;
};

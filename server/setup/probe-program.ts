import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type EncodedBody, encodeBody } from '../encoded-body.ts';

/** The probe as one file, as this server hands it out. */
export type ProbeProgram = { body: EncodedBody; sha256: string };

/** Reads `file` when it is there, and again when it changed; null: it was not built. */
export function openProbeProgram(file: string): () => ProbeProgram | null {
  let kept: { program: ProbeProgram; mark: string } | null = null;
  return () => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const mark = `${stat.mtimeMs} ${stat.size}`;
    if (kept?.mark !== mark) {
      const bytes = readFileSync(file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      kept = { program: { body: encodeBody('text/javascript; charset=utf-8', bytes), sha256 }, mark };
    }
    return kept.program;
  };
}

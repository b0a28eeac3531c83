import { createInterface } from 'node:readline';
import { BundleRefused } from './bundle/bundle-ask.ts';
import { type EvidenceJob, evidenceJobSchema, type JobMessage, REFUSED_EXIT } from './evidence-job.ts';

/** What a program that makes something returns. */
export type Made = { bytes: number; manifestSha256: string | null };
type Make = (
  job: EvidenceJob,
  talk: { nextLine: () => Promise<string>; say: (message: JobMessage) => void },
) => Promise<Made>;

/** The life of such a program: reads its job, makes it, says what came of it (see evidence-job.ts). */
export async function carryOutJob(make: Make): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the standard input ended before all was told');
    return value;
  };
  const say = (message: JobMessage) => void process.stdout.write(`${JSON.stringify(message)}\n`);
  const job = evidenceJobSchema.parse(JSON.parse(await nextLine()));
  try {
    say({ done: await make(job, { nextLine, say }) });
  } catch (error) {
    if (!(error instanceof BundleRefused)) throw error;
    say({ refused: error.code, message: error.message });
    process.exitCode = REFUSED_EXIT;
  }
  process.stdin.destroy();
}

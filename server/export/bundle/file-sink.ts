import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ZipSink } from './zip-writer.ts';

/** Writes to a stream, which has taken the bytes once the promise is kept; trouble with the disk fails it, or the end. */
export function fileSink(stream: Writable): { sink: ZipSink; end: () => Promise<void> } {
  let problem: Error | null = null;
  stream.on('error', (error) => {
    problem ??= error;
  });
  return {
    sink: (bytes) =>
      new Promise((resolve, reject) => {
        if (problem) reject(problem);
        else stream.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    end: async () => {
      if (problem) throw problem;
      stream.end();
      await finished(stream);
    },
  };
}

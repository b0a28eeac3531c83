import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { ZipSink } from './zip-writer.ts';

/** Writes to a stream at the pace that it takes bytes; trouble with the disk fails the next write, or the end. */
export function fileSink(stream: Writable): { sink: ZipSink; end: () => Promise<void> } {
  let problem: Error | null = null;
  stream.on('error', (error) => {
    problem ??= error;
  });
  return {
    sink: async (bytes) => {
      if (problem) throw problem;
      if (!stream.write(bytes)) await once(stream, 'drain');
    },
    end: async () => {
      if (problem) throw problem;
      stream.end();
      await finished(stream);
    },
  };
}

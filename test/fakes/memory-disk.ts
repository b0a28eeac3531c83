import type { JournalDisk } from '../../probe/journal-disk.ts';

/** What a step of the disk does instead of succeeding. */
export type Trouble = 'ok' | 'fail-before' | 'fail-after' | 'die-before' | 'die-after';

/** Thrown by a dead disk: the program under test was ended there, and nothing that it tries afterwards happens. */
export class Died extends Error {}

type Content = { bytes: Buffer; flushed: Buffer };

/**
 * A disk in memory that can fail or die at each step, before or after it took effect, and that forgets after a power
 * cut what was not flushed. Names are kept as an ordered journalling file system does: a file or name that was not
 * flushed may or may not be there.
 */
export class MemoryDisk implements JournalDisk {
  readonly files = new Map<string, Content>();
  /** Decides about each step; the first step is 1. */
  trouble: (step: number, operation: string) => Trouble = () => 'ok';
  error: () => Error = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  steps = 0;
  syncs = 0;
  isDead = false;

  list = async () => [...this.files].map(([name, { bytes }]) => ({ name, sizeBytes: bytes.length }));

  read = async (name: string, fromByte: number, lengthBytes: number) => {
    const content = this.files.get(name);
    if (!content) throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' });
    return Buffer.from(content.bytes.subarray(fromByte, fromByte + lengthBytes));
  };

  write = (name: string, atByte: number, text: string) =>
    this.#step('write', () => {
      const content = this.files.get(name) ?? { bytes: Buffer.alloc(0), flushed: Buffer.alloc(0) };
      const bytes = Buffer.alloc(Math.max(content.bytes.length, atByte + text.length));
      content.bytes.copy(bytes);
      bytes.write(text, atByte, 'latin1');
      this.files.set(name, { bytes, flushed: content.flushed });
    });

  sync = (name: string) =>
    this.#step('sync', () => {
      const content = this.files.get(name);
      if (!content) throw new Error(`ENOENT: ${name}`);
      this.syncs += 1;
      content.flushed = content.bytes;
    });

  syncFolder = () => this.#step('syncFolder', () => undefined);

  truncate = (name: string, sizeBytes: number) =>
    this.#step('truncate', () => {
      const content = this.files.get(name);
      if (!content) throw new Error(`ENOENT: ${name}`);
      content.bytes = Buffer.from(content.bytes.subarray(0, sizeBytes));
    });

  reserve = async () => undefined;

  rename = (from: string, to: string) =>
    this.#step('rename', () => {
      const content = this.files.get(from);
      if (!content) throw new Error(`ENOENT: ${from}`);
      this.files.delete(from);
      this.files.set(to, content);
    });

  remove = (name: string) =>
    this.#step('remove', () => {
      this.files.delete(name);
    });

  /** The machine is switched on again. After a power cut, unflushed bytes are gone; after a kill they are there. */
  restarted(isPowerCut: boolean): MemoryDisk {
    const disk = new MemoryDisk();
    for (const [name, { bytes, flushed }] of this.files) {
      const kept = Buffer.from(isPowerCut ? flushed : bytes);
      disk.files.set(name, { bytes: kept, flushed: kept });
    }
    return disk;
  }

  text(name: string): string {
    return this.files.get(name)?.bytes.toString('latin1') ?? '';
  }

  async #step(operation: string, apply: () => void): Promise<void> {
    if (this.isDead) throw new Died();
    this.steps += 1;
    const trouble = this.trouble(this.steps, operation);
    if (trouble === 'die-before') this.isDead = true;
    if (trouble === 'fail-before') throw this.error();
    if (this.isDead) throw new Died();
    apply();
    if (trouble === 'die-after') {
      this.isDead = true;
      throw new Died();
    }
    if (trouble === 'fail-after') throw this.error();
  }
}

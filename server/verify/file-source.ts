import { closeSync, type Dirent, openSync, read, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleFile, BundleSource, ByteSource } from '../../rules/journal/bundle/source.ts';

/** A folder with more is none that was unpacked from a bundle. */
const MAX_FILES = 200_000;
const MAX_DEPTH = 4;

/** The bundle at `path`: a ZIP file, or the folder it was unpacked into. A sentence says why it can't be read. */
export function openBundle(path: string): BundleSource | string {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return folderSource(path);
    if (!found.isFile()) return `${path} is neither a file nor a folder`;
    return { kind: 'zip', bytes: fileBytes(path, found.size) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function folderSource(root: string): BundleSource | string {
  const names = namesBelow(root);
  if (names === null) return `${root} holds more than ${MAX_FILES} files, or folders deeper than ${MAX_DEPTH}`;
  const files: BundleFile[] = names.map((name) => {
    const file = join(root, name);
    return { name, bytes: fileBytes(file, statSync(file).size) };
  });
  return { kind: 'files', files };
}

/** Names of all plain files, with `/`; links are passed over. null: too many. */
function namesBelow(root: string): string[] | null {
  const names: string[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of entriesOf(join(root, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(name);
      else if (entry.isFile()) names.push(name);
      if (names.length + folders.length > MAX_FILES || name.split('/').length > MAX_DEPTH) return null;
    }
  }
  return names;
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Open only while it is read: a year's bundle has more members than a program may have files open. */
function fileBytes(path: string, size: number): ByteSource {
  return {
    size,
    read: async (from, to) => {
      const descriptor = openSync(path, 'r');
      try {
        return await readExactly(descriptor, from, to - from);
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

async function readExactly(descriptor: number, from: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const count = await readSome(descriptor, bytes, done, from + done);
    if (count === 0) throw new Error(`the file ended before byte ${from + length}`);
    done += count;
  }
  return bytes;
}

function readSome(descriptor: number, bytes: Uint8Array, offset: number, position: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, offset, bytes.length - offset, position, (error, count) =>
      error ? reject(error) : resolve(count),
    );
  });
}

import { inflateRawSync } from 'node:zlib';

const CENTRAL = 0x02014b50;

/** The members of a ZIP in memory, in the order of its directory; independent of the code that wrote it. */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.length - 22 + 16);
  while (zip.readUInt32LE(at) === CENTRAL) {
    const nameLength = zip.readUInt16LE(at + 28);
    found.set(zip.toString('latin1', at + 46, at + 46 + nameLength), contentOf(zip, at));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

function contentOf(zip: Buffer, centralAt: number): Buffer {
  const localAt = zip.readUInt32LE(centralAt + 42);
  const from = localAt + 30 + zip.readUInt16LE(localAt + 26) + zip.readUInt16LE(localAt + 28);
  const bytes = zip.subarray(from, from + zip.readUInt32LE(centralAt + 20));
  return zip.readUInt16LE(centralAt + 10) === 0 ? bytes : inflateRawSync(bytes);
}

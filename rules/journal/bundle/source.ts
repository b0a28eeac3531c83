/**
 * Where a bundle is read from: a ZIP file, or the files that were unpacked of one. Read at random places, piece by piece,
 * so that a bundle of any size needs little memory. `read` gives exactly the bytes `from` (included) to `to` (excluded),
 * both within `size`, and may reject: the verifier then reports the member as unreadable.
 */
export type ByteSource = { size: number; read: (from: number, to: number) => Promise<Uint8Array> };

export type BundleFile = {
  /** As in the manifest, with `/`: `probe/2026-10-18.txt`. */
  name: string;
  bytes: ByteSource;
};
export type BundleSource = { kind: 'zip'; bytes: ByteSource } | { kind: 'files'; files: BundleFile[] };

/** What a `Blob` or a `File` has of it (Node and browsers). */
export type BlobLike = {
  size: number;
  slice: (from: number, to: number) => { arrayBuffer: () => Promise<ArrayBuffer> };
};

export function bytesOfBlob(blob: BlobLike): ByteSource {
  return { size: blob.size, read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()) };
}

export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}

import { open, rename } from 'node:fs/promises';

/**
 * Gives a small file a new content as a whole, mode 0600. If we die before the rename: the old content stands. After
 * it: the new one, since its bytes were flushed before. Rejects with the error of the system.
 */
export async function replaceSmallFile(path: string, text: string): Promise<void> {
  const newPath = `${path}.new`;
  const file = await open(newPath, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(newPath, path);
}

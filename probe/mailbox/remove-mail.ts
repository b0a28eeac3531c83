import type { ImapFlow } from 'imapflow';
import type { Folder } from './find-folders.ts';
import { fetchMail } from './scan-folder.ts';
import type { MailPlaceRef } from './types.ts';

export type Removal = 'expunged' | 'moved' | 'left' | 'gone';

/**
 * Takes that one message out. Only where the server can expunge by UID (RFC 4315): a plain EXPUNGE would destroy what others
 * marked. Else it is moved to the trash (RFC 6851), else left. Gmail's EXPUNGE only archives, its trash is what deletes.
 */
export async function removeMail(client: ImapFlow, ref: MailPlaceRef, folders: readonly Folder[]): Promise<Removal> {
  const lock = await client.getMailboxLock(ref.folderPath);
  try {
    if (!client.mailbox || client.mailbox.uidValidity.toString() !== ref.uidValidity) return 'gone';
    const uid = String(ref.uid);
    if ((await fetchMail(client, ref.uid, { uid: true })) === null) return 'gone';
    const trash = folders.find(({ kind }) => kind === 'trash');
    const isInTrash = trash?.path === ref.folderPath;
    const isGmail = client.capabilities.has('X-GM-EXT-1');
    const canMove = client.capabilities.has('MOVE') && trash !== undefined && !isInTrash;
    if (client.capabilities.has('UIDPLUS') && !(isGmail && canMove)) {
      return (await client.messageDelete(uid, { uid: true })) ? 'expunged' : 'left';
    }
    return canMove && (await client.messageMove(uid, trash.path, { uid: true })) ? 'moved' : 'left';
  } finally {
    lock.release();
  }
}

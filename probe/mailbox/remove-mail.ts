import type { ImapFlow } from 'imapflow';
import type { Folder } from './find-folders.ts';
import { tokenAt } from './scan-folder.ts';
import type { IsOurs, MailPlaceRef } from './types.ts';

export type Removal = 'expunged' | 'moved' | 'left' | 'gone';

/** `movedTo`: where it lies now, as far as the server told. */
export type Removed = { how: Removal; movedTo: MailPlaceRef | null };

/**
 * Takes that one message out, if it still is what it was: a mailbox that was restored from a backup may give its number
 * anew, to somebody's letter. Only where the server can expunge by UID (RFC 4315): a plain EXPUNGE would destroy what others
 * marked. Else it is moved to the trash (RFC 6851), else left. Gmail's EXPUNGE only archives, its trash is what deletes.
 */
export async function removeMail(
  client: ImapFlow,
  { ref, isOurs }: { ref: MailPlaceRef; isOurs: IsOurs },
  folders: readonly Folder[],
): Promise<Removed> {
  const lock = await client.getMailboxLock(ref.folderPath);
  try {
    if (!client.mailbox || client.mailbox.uidValidity.toString() !== ref.uidValidity) return stayed('gone');
    const token = await tokenAt(client, ref.uid);
    if (token === null || !isOurs(token)) return stayed('gone');
    const uid = String(ref.uid);
    const trash = folders.find(({ kind }) => kind === 'trash');
    const isInTrash = trash?.path === ref.folderPath;
    const isGmail = client.capabilities.has('X-GM-EXT-1');
    const canMove = client.capabilities.has('MOVE') && trash !== undefined && !isInTrash;
    if (client.capabilities.has('UIDPLUS') && !(isGmail && canMove)) {
      return stayed((await client.messageDelete(uid, { uid: true })) ? 'expunged' : 'left');
    }
    if (!canMove) return stayed('left');
    const moved = await client.messageMove(uid, trash.path, { uid: true });
    if (!moved) return stayed('left');
    const newUid = moved.uidMap?.get(ref.uid);
    const uidValidity = moved.uidValidity?.toString();
    const isTold = newUid !== undefined && uidValidity !== undefined;
    return { how: 'moved', movedTo: isTold ? { folderPath: trash.path, uidValidity, uid: newUid } : null };
  } finally {
    lock.release();
  }
}

function stayed(how: Removal): Removed {
  return { how, movedTo: null };
}

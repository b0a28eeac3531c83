import type { MailPlace, MailRouteNow } from './mail.ts';
import { placeOfLeg } from './mail-place.ts';

/**
 * What the routes of a line say of each other. An account hands over (`from`) or receives (`to`); only these are compared,
 * for sending may work while the storage is down. reference/mail.md §7, tie-breakers (a) and (e).
 */
type End = 'from' | 'to';

/** Accounts that all failing routes at one of their ends have in common, while no route that is well uses them there. */
export function sharedTrouble(nows: readonly MailRouteNow[]): { account: string; routes: string[] }[] {
  const found = (['to', 'from'] as const).flatMap((end) => commonAt(end, nows));
  const isDoubled = (one: Common) =>
    found.some((other) => other !== one && String(other.routes) === String(one.routes));
  // two accounts with the same routes: nobody can tell which of them it is
  return found.filter((one) => !isDoubled(one));
}

type Common = { account: string; routes: string[] };
function commonAt(end: End, nows: readonly MailRouteNow[]): Common[] {
  const isFailing = end === 'from' ? isFailingToSend : isHeldUp;
  const accounts = new Set(nows.filter(isFailing).map(({ settings }) => settings[end]));
  return [...accounts].flatMap((account) => {
    const users = nows.filter(({ settings }) => settings[end] === account);
    const failing = users.filter(isFailing);
    if (failing.length < 2 || users.some(isWell)) return [];
    return { account, routes: failing.map(({ route }) => route).sort() };
  });
}

/** Mails wait, are lost or given back: what lies behind the submission. */
function isHeldUp({ verdict }: MailRouteNow): boolean {
  return verdict === 'mail-delayed' || verdict === 'mail-lost' || verdict === 'mail-bouncing';
}
/** Also what could not be handed over: that is of the sending account alone. */
function isFailingToSend(now: MailRouteNow): boolean {
  return isHeldUp(now) || now.verdict === 'mail-blocked' || now.verdict === 'mail-unreachable';
}
function isWell({ verdict }: MailRouteNow): boolean {
  return verdict === 'mail-ok' || verdict === 'mail-to-junk';
}

/**
 * Where a route is held up, with the other routes of the line as witnesses. What its own hops prove stands. Else the sender is
 * named when mails of it are held up on the way to another account too, and others reach this one; the receiver when
 * mails from another account are held up on their way to it too, and this sender reaches others. One of the two alone is
 * not enough: both may be at fault.
 */
export function placeAcross(now: MailRouteNow, others: readonly MailRouteNow[]): MailPlace {
  const { settings, place } = now;
  if (!isHeldUp(now) || place.side !== 'unknown') return place;
  const isWitness = ({ route, settings: own }: MailRouteNow) => route !== now.route && own.from !== own.to;
  const sameFrom = others.filter(
    (one) => isWitness(one) && one.settings.from === settings.from && one.settings.to !== settings.to,
  );
  const sameTo = others.filter(
    (one) => isWitness(one) && one.settings.to === settings.to && one.settings.from !== settings.from,
  );
  if (isAccused(sameFrom, sameTo, now)) return placeOfLeg('sender', settings);
  // the mailbox itself may be full, or a rule of its owner's may put them away: its provider is not proven to hold them
  if (isAccused(sameTo, sameFrom, now)) return { ...placeOfLeg('receiver', settings), side: 'unknown' };
  return place;
}

/** Those that share the account are held up as well, none is well, and the other end works with others. */
function isAccused(sharing: readonly MailRouteNow[], others: readonly MailRouteNow[], now: MailRouteNow): boolean {
  const isShared = sharing.some((one) => isHeldUp(one) && isAtOnce(one, now)) && !sharing.some(isWell);
  return isShared && others.some((one) => isWell(one) && isFresh(one, now)) && !others.some(isHeldUp);
}

/** Both were held up when the later of them began, as far as their mailboxes were watched. */
function isAtOnce(one: MailRouteNow, now: MailRouteNow): boolean {
  if (one.sinceAtMs === null || now.sinceAtMs === null || one.asOfMs === null || now.asOfMs === null) return false;
  return one.sinceAtMs <= now.asOfMs && now.sinceAtMs <= one.asOfMs;
}
/** It was well with a mail handed over since. */
function isFresh(one: MailRouteNow, now: MailRouteNow): boolean {
  const { last } = one;
  return now.sinceAtMs !== null && last?.state === 'arrived' && last.atMs >= now.sinceAtMs;
}

import type { Inputs, Reach } from './inputs.ts';

/** What a row of the decision table asks of the inputs. */
export type Condition = (inputs: Inputs) => boolean;

export const isMost = (reach: Reach) => reach === 'all' || reach === 'most';
const isSilent = (reach: Reach) => reach === 'none' || reach === 'na';
/**
 * Nothing from outside: no family answers, and at least one that used to is being asked. A name answered from outside is
 * a genuine reply: then packets passed, whatever became of the pings.
 */
export const lineSilent = ({ farV4, farV6, publicResolvers }: Inputs) =>
  isSilent(farV4) && isSilent(farV6) && (farV4 === 'none' || farV6 === 'none') && publicResolvers !== 'some';
/** Most answer: in each family that is there, and there is one. */
export const lineAnswers = ({ farV4, farV6 }: Inputs) =>
  (farV4 === 'na' || isMost(farV4)) && (farV6 === 'na' || isMost(farV6)) && !(farV4 === 'na' && farV6 === 'na');
export const anyAnswers = ({ farV4, farV6 }: Inputs) => !isSilent(farV4) || !isSilent(farV6);
export const someAsked = ({ farV4, farV6 }: Inputs) => farV4 !== 'na' || farV6 !== 'na';
export const measured = ({ continuity }: Inputs) => continuity === 'ok';
export const notMeasured = ({ continuity }: Inputs) => continuity !== 'ok' && continuity !== 'na';
export const dslLost = ({ dslSync }: Inputs) => dslSync === 'down' || dslSync === 'init';
export const sessionGone = ({ wanSession }: Inputs) => wanSession === 'connecting' || wanSession === 'disconnected';
export const sessionNotGone = ({ wanSession }: Inputs) => wanSession === 'connected' || wanSession === 'na';
export const byUser = ({ disconnectedBy }: Inputs) => disconnectedBy === 'user';
/** Another way carries the packets, and nothing proves that the line itself works. */
export const failover = (i: Inputs) =>
  measured(i) &&
  i.access === 'mobile' &&
  anyAnswers(i) &&
  !byUser(i) &&
  (i.dslSync !== 'up' || i.wanSession !== 'connected');
/** Something of the provider's own answers, so its first hop need not. */
export const ispReached = ({ ispHost, ispResolver }: Inputs) => ispHost === 'ok' || ispResolver === 'ok';
export const ispSilent = (i: Inputs) => !ispReached(i) && (i.ispHost === 'fail' || i.ispResolver === 'fail');

export const ispDnsSilent = (i: Inputs) => i.ispResolver === 'fail' && i.publicResolvers === 'some';
export const ispDnsWrong = (i: Inputs) => i.ispResolver === 'wrong' && i.httpsNonce !== 'wrong';
export const atHome = ({ resolverHost }: Inputs) => resolverHost === 'home';

export const all =
  (...conditions: Condition[]): Condition =>
  (inputs) =>
    conditions.every((condition) => condition(inputs));
export const down = all(measured, lineSilent);

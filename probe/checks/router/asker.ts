import type { DigestLogin } from './digest-auth.ts';
import type { RouterReason } from './http-exchange.ts';
import { type Service, type SoapValues, soapCall } from './soap-call.ts';

export type AskerOptions = { signal: AbortSignal; takeTurn: TurnTaker; requestWaitMs: number };

/** Runs one request at a time, in the order they were asked for, whoever asks. */
export type TurnTaker = <Result>(request: () => Promise<Result>) => Promise<Result>;

type CallOptions = {
  login?: DigestLogin | null;
  maxBytes?: number;
  /** Not every router has it: a fault is remembered, and no trouble. */
  optionalIn?: Set<string>;
};

const ANSWER_MAX_BYTES = 65_536;
/** A router that let so many requests of an attempt run out is asked no more in it. */
const SLOW_MAX = 2;

/** Queue of one: each request begins when the one before has ended. */
export function oneAtATime(): TurnTaker {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const turn = last.then(request, request);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** The requests of one attempt: what went wrong, and when to give up. */
export class Asker {
  readonly signal: AbortSignal;
  readonly takeTurn: TurnTaker;
  readonly requestWaitMs: number;
  /** Of the last trouble. */
  reason: RouterReason | null = null;
  /** This machine itself had no way to send. */
  isNoWay = false;
  /** The login itself was turned away; FRITZ!Boxes lock one that is tried again and again for ever longer. */
  isLoginRefused = false;
  #slow = 0;
  #isUnreachable = false;

  constructor({ signal, takeTurn, requestWaitMs }: AskerOptions) {
    this.requestWaitMs = requestWaitMs;
    this.signal = signal;
    this.takeTurn = takeTurn;
  }

  get hasGivenUp(): boolean {
    return this.signal.aborted || this.#isUnreachable || this.#slow >= SLOW_MAX;
  }

  /** The action's values, or `null`; then {@link reason} says why, if that is worth saying. */
  async call(service: Service | null, action: string, options: CallOptions = {}): Promise<SoapValues | null> {
    if (service === null) return null;
    const name = `${service.control.href}#${action}`;
    if (options.optionalIn?.has(name)) return null;
    return this.takeTurn(async () => {
      if (this.hasGivenUp || (options.login && this.isLoginRefused)) return null;
      const result = await soapCall(service, action, {
        login: options.login ?? null,
        waitMs: this.requestWaitMs,
        maxBytes: options.maxBytes ?? ANSWER_MAX_BYTES,
        signal: this.signal,
      });
      if (result.isAnswer) return result.values;
      // with a fault the login was good, but lacks the right for this one
      if (options.login && result.reason === 'unauthorized' && result.faultCode === null) this.isLoginRefused = true;
      if (result.isClosed) this.#isUnreachable = true;
      const isMissing = !result.isClosed && (result.reason === 'fault' || result.reason === 'refused');
      if (options.optionalIn && isMissing) options.optionalIn.add(name);
      else this.noteTrouble(result.reason, result.isNoWay);
      return null;
    });
  }

  noteTrouble(reason: RouterReason, isNoWay: boolean): void {
    this.reason = reason;
    this.isNoWay = isNoWay;
    if (reason === 'slow') this.#slow += 1;
    if (reason === 'unreachable') this.#isUnreachable = true;
  }
}

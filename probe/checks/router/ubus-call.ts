import type { Asker } from './asker.ts';
import type { Login } from './digest-auth.ts';
import { exchange, type RouterReason } from './http-exchange.ts';

/** Asks OpenWrt's bus for one method; `null` where nothing came, the asker knows why. */
export type UbusCall = (object: string, method: string, given?: Record<string, unknown>) => Promise<unknown>;

export const ANSWER_MAX_BYTES = 65_536;
/** rpcd's id of nobody's session. */
const NOBODY = '0'.repeat(32);
/** JSON-RPC error of uhttpd-mod-ubus. */
const ACCESS_DENIED = -32_002;
/** `UBUS_STATUS_PERMISSION_DENIED`, `UBUS_STATUS_NOT_FOUND`, `…_METHOD_NOT_FOUND` (ubusmsg.h). */
export const PERMISSION_DENIED = 6;
export const MISSING = [2, 3, 4, 5, 8];

/** By HTTP (uhttpd-mod-ubus), with a session of rpcd that is opened when it is needed. */
export class UbusOverHttp {
  readonly #url: URL;
  readonly #login: Login;
  readonly missing = new Set<string>();
  #session: string | null = null;

  constructor(origin: string, login: Login) {
    this.#url = new URL('/ubus', origin);
    this.#login = login;
  }

  /** Whether an OpenWrt answers there: asked without login, so that no password goes to anything else. */
  async isThere(asker: Asker): Promise<boolean> {
    const answer = await this.#request(asker, NOBODY, 'session', 'list', {});
    return 'code' in answer || 'result' in answer;
  }

  call(asker: Asker): UbusCall {
    return async (object, method, given = {}) => {
      const name = `${object} ${method}`;
      if (asker.hasGivenUp || asker.isLoginRefused || this.missing.has(name)) return null;
      const wasOpen = this.#session !== null;
      let answer = await this.#ask(asker, object, method, given);
      if (wasOpen && 'code' in answer && answer.code === ACCESS_DENIED) {
        this.#session = null; // it has run out, or may not ask this
        answer = await this.#ask(asker, object, method, given);
      }
      if ('result' in answer) return answer.result;
      if ('code' in answer && MISSING.includes(answer.code)) this.missing.add(name);
      else if ('code' in answer) asker.noteTrouble(isDenied(answer.code) ? 'unauthorized' : 'fault', false);
      else asker.noteTrouble(answer.reason, answer.isNoWay);
      return null;
    };
  }

  async #ask(asker: Asker, object: string, method: string, given: Record<string, unknown>): Promise<RpcAnswer> {
    this.#session ??= await this.#open(asker);
    if (this.#session !== null) return this.#request(asker, this.#session, object, method, given);
    return { reason: asker.reason ?? 'unauthorized', isNoWay: asker.isNoWay };
  }

  async #open(asker: Asker): Promise<string | null> {
    const { user, password } = this.#login;
    const answer = await this.#request(asker, NOBODY, 'session', 'login', { username: user, password });
    const session = 'result' in answer ? field(answer.result, 'ubus_rpc_session') : undefined;
    if (typeof session === 'string' && /^[0-9a-f]{32}$/.test(session)) return session;
    if ('reason' in answer) asker.noteTrouble(answer.reason, answer.isNoWay);
    else {
      asker.isLoginRefused = true;
      asker.noteTrouble('unauthorized', false);
    }
    return null;
  }

  #request(asker: Asker, session: string, object: string, method: string, given: Record<string, unknown>) {
    return asker.takeTurn(async (): Promise<RpcAnswer> => {
      const answer = await exchange({
        url: this.#url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'call', params: [session, object, method, given] }),
        maxBytes: ANSWER_MAX_BYTES,
        waitMs: asker.requestWaitMs,
        signal: asker.signal,
      });
      if ('reason' in answer) return answer;
      if (answer.status === 403 || answer.status === 401) return { reason: 'unauthorized', isNoWay: false };
      if (answer.status !== 200) return { reason: 'refused', isNoWay: false };
      return readRpc(answer.text);
    });
  }
}

type RpcAnswer = { result: unknown } | { code: number } | { reason: RouterReason; isNoWay: boolean };

/** `{"result":[0,{…}]}`, `{"result":[6]}` or `{"error":{"code":-32002}}`. */
function readRpc(text: string): RpcAnswer {
  const json = parseJson(text);
  const errorCode = field(field(json, 'error'), 'code');
  if (typeof errorCode === 'number') return { code: errorCode };
  const result = field(json, 'result');
  if (!Array.isArray(result)) return { reason: 'malformed', isNoWay: false };
  const [code, value]: unknown[] = result;
  if (typeof code !== 'number') return { reason: 'malformed', isNoWay: false };
  return code === 0 ? { result: value ?? {} } : { code };
}

function isDenied(code: number): boolean {
  return code === ACCESS_DENIED || code === PERMISSION_DENIED;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An own field of what may be an object. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

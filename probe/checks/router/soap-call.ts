import type { DigestLogin } from './digest-auth.ts';
import { exchange, type HttpAnswer, type HttpTrouble, type RouterReason } from './http-exchange.ts';
import { readXml } from './read-xml.ts';

/** A service as its description names it: type and where its actions are asked. */
export type Service = { type: string; control: URL };

/** What the answer said, by the names of its arguments. */
export type SoapValues = ReadonlyMap<string, string>;
export type SoapTrouble = {
  reason: RouterReason;
  isNoWay: boolean;
  /** UPnP error code of a fault. */
  faultCode: number | null;
  /** Nothing listens there at all. */
  isClosed: boolean;
};
export type SoapResult = { isAnswer: true; values: SoapValues } | ({ isAnswer: false } & SoapTrouble);

export type CallOptions = { login: DigestLogin | null; waitMs: number; maxBytes: number; signal: AbortSignal };

/**
 * Asks a service for one action without arguments (UPnP Device Architecture §3.1.1). With a login, a 401 is answered once
 * (twice when a kept nonce has run out). Never rejects.
 */
export async function soapCall(service: Service, action: string, options: CallOptions): Promise<SoapResult> {
  const path = service.control.pathname + service.control.search;
  for (let turn = 0; ; turn++) {
    const authorization = options.login?.authorization('POST', path) ?? null;
    const answer = await post(service, action, authorization, options);
    if ('reason' in answer)
      return { isAnswer: false, ...answer, faultCode: null, isClosed: answer.reason === 'refused' };
    if (answer.status === 401 && options.login && turn < 2) {
      if (options.login.takeChallenge(answer.challenges, authorization !== null)) continue;
    }
    if (answer.status !== 401) options.login?.takeSuccess(answer.authenticationInfo);
    return readAnswer(answer, action);
  }
}

function post(
  service: Service,
  action: string,
  authorization: string | null,
  { waitMs, maxBytes, signal }: CallOptions,
): Promise<HttpAnswer | HttpTrouble> {
  return exchange({
    url: service.control,
    method: 'POST',
    headers: {
      'content-type': 'text/xml; charset="utf-8"',
      soapaction: `"${service.type}#${action}"`,
      ...(authorization === null ? {} : { authorization }),
    },
    body: envelope(service.type, action),
    maxBytes,
    waitMs,
    signal,
  });
}

function envelope(type: string, action: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?>' +
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">' +
    `<s:Body><u:${action} xmlns:u="${type}"></u:${action}></s:Body></s:Envelope>`
  );
}

function readAnswer(answer: HttpAnswer, action: string): SoapResult {
  if (answer.status === 401 || answer.status === 403) return refusal('unauthorized');
  if (answer.status !== 200 && answer.status !== 500) return refusal('refused');
  const xml = readXml(answer.text);
  if (xml?.root !== 'Envelope') return refusal('malformed');
  const fault = xml.leaves.find(({ name }) => name === 'errorCode' || name === 'faultcode');
  if (answer.status === 500 || fault) {
    const code = Number(xml.leaves.find(({ name }) => name === 'errorCode')?.text);
    // 606 Action not authorized (UPnP Device Architecture, table 3-3)
    return { ...refusal(code === 606 ? 'unauthorized' : 'fault'), faultCode: Number.isInteger(code) ? code : null };
  }
  const own = xml.leaves.filter(({ parentName }) => parentName === `${action}Response`);
  if (own.length === 0) return refusal('malformed');
  return { isAnswer: true, values: new Map(own.map(({ name, text }) => [name, text])) };
}

function refusal(reason: RouterReason): { isAnswer: false } & SoapTrouble {
  return { isAnswer: false, reason, isNoWay: false, faultCode: null, isClosed: false };
}

import { type ClientRequest, type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

/**
 * Requests over HTTP and HTTPS with what Node has in itself: its parser is native, while that of undici and fetch is
 * WebAssembly, which costs the probe megabytes and forbids `--lite-mode` (small-flags.ts).
 */
export type HttpRequest = {
  url: URL;
  method: 'GET' | 'HEAD' | 'POST';
  headers: Record<string, string>;
  body?: string | Buffer;
  /** `false`: a connection of its own, closed afterwards. */
  agent: HttpAgent | false;
  lookup?: LookupFunction;
  /** Ends the request; it then rejects with the reason of the signal. */
  signal: AbortSignal;
};

/** The head of the answer; its body can still be read. Rejects with the error of the system, or of the signal. */
export async function requestHead(
  options: HttpRequest,
  onRequest: (request: ClientRequest) => void = () => undefined,
): Promise<IncomingMessage> {
  const { url, method, headers, body, agent, lookup, signal } = options;
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const request = send(url, { method, headers: { ...headers, ...length }, agent, ...(lookup && { lookup }) });
  const onAbort = () => request.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', onAbort);
  request.once('close', () => signal.removeEventListener('abort', onAbort));
  // also after the head: a connection that is cut then is told by the body, and must not end the process
  request.on('error', reject);
  request.once('response', resolve);
  onRequest(request);
  request.end(body);
  return promise;
}

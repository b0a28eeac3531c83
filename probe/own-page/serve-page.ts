import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isHomeAddress } from '../address-scope.ts';
import type { MailUnderWay } from '../mail/start-mail.ts';
import { isHomeHost } from './asker.ts';
import { PAGE_STYLE, pageHtml, type Sending } from './page.ts';
import type { Seen } from './page-state.ts';
import type { Language } from './wording.ts';

export type OwnPage = { port: number; close(): Promise<void> };

export type OwnPageParts = {
  /** `address` null: every address of this machine. */
  listen: { address: string | null; port: number };
  /** Name of this machine. */
  ownName: string;
  seen: () => Seen;
  sending: () => Sending;
  /** Test mails under way, a row a route. */
  mail: () => readonly MailUnderWay[];
};

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
/** More are not needed by a household, and cost memory that measuring needs. */
const MAX_CONNECTIONS = 20;

/**
 * Serves the probe's own page in plain HTTP, to this home alone: whoever asks from a public address, under a public name or
 * through a proxy gets 403. Rejects when the address can't be listened on.
 */
export function serveOwnPage(parts: OwnPageParts): Promise<OwnPage> {
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: 5000, keepAliveTimeout: 2000, maxHeaderSize: 8192 },
    (request, response) => answer(parts, request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  // measuring decides when the probe ends, not the page
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.listen.port, parts.listen.address ?? undefined, () => {
      const bound = server.address();
      resolve({
        port: typeof bound === 'object' && bound ? bound.port : parts.listen.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

function answer(parts: OwnPageParts, request: IncomingMessage, response: ServerResponse): void {
  const reply = (status: number, type: string, body: string) =>
    response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body);
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in request.headers);
  const isOfHome = isHomeAddress(request.socket.remoteAddress ?? '') && isHomeHost(request.headers.host, parts.ownName);
  if (!isOfHome || isForwarded) return void reply(403, 'text/plain', 'This page answers in the home network only.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return void reply(405, 'text/plain', 'GET only.\n');
  const [path, query] = (request.url ?? '').split('?', 2);
  if (path === '/style.css') return void reply(200, 'text/css', PAGE_STYLE);
  if (path !== '/') return void reply(404, 'text/plain', 'There is only one page: /\n');
  reply(
    200,
    'text/html',
    pageHtml(languageOf(query, request.headers['accept-language']), parts.seen(), parts.sending(), parts.mail()),
  );
}

/** As chosen by the link, else the first of the two that the browser names. */
function languageOf(query: string | undefined, accepted: string | undefined): Language {
  const chosen = /^lang=(de|en)$/.exec(query ?? '')?.[1] ?? /\b(de|en)\b/i.exec(accepted ?? '')?.[1]?.toLowerCase();
  return chosen === 'en' ? 'en' : 'de';
}

import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Given } from './fritz-box.ts';

/** Bad manners of routers. `stale` (an uptime that stands still) is the box's own; all others are done to its answers. */
export const FRITZ_BOX_MODES = [
  'well',
  'stale',
  'slow', //            answers after 12 s, as an old 7490 does
  'silent', //          takes the question and says nothing
  'drip', //            a byte each 100 ms, without end
  'unauthorized', //    401 for ever, to everything
  'forbidden',
  'fault', //           a SOAP fault for every action
  'latin1', //          ISO 8859-1, called UTF-8
  'half', //            announces more than it sends
  'huge', //            megabytes
  'bomb', //            entities that unfold
  'html', //            its login page
  'redirect', //        to another host
  'gzip', //            packed, though nobody asked for it
  'words', //           words where numbers belong
  'negative',
  'overflow',
  'garbage-chunks',
  'reset',
  'empty',
  'lying', //           all is well, whatever is
] as const;
export type FritzBoxMode = (typeof FRITZ_BOX_MODES)[number];

const SLOW_MS = 12_000;
const DRIP_MS = 100;
/** RFC 5737: nobody's. A probe that follows asks a stranger. */
const ELSEWHERE = 'http://192.0.2.99:49000/igddesc.xml';

export function spoil(mode: FritzBoxMode, given: Given, answer: ServerResponse): void {
  MANNERS[mode](given, answer);
}

type Manner = (given: Given, answer: ServerResponse) => void;

const asIs: Manner = ({ status, headers, body }, answer) => {
  answer.writeHead(status, headers).end(body);
};

/** Changes the body of answers to actions; descriptions stay. */
function changed(change: (body: string) => string | Buffer): Manner {
  return ({ name, status, headers, body }, answer) => {
    answer.writeHead(status, headers).end(name.startsWith('/') ? body : change(body));
  };
}

function numbers(replacement: string): Manner {
  return changed((body) => body.replaceAll(/>\d+</g, `>${replacement}<`));
}

const MANNERS: Record<FritzBoxMode, Manner> = {
  well: asIs,
  stale: asIs,
  slow: (given, answer) => {
    const timer = setTimeout(() => asIs(given, answer), SLOW_MS);
    answer.once('close', () => clearTimeout(timer));
  },
  silent: () => undefined,
  drip: ({ status, headers }, answer) => {
    answer.writeHead(status, headers);
    const timer = setInterval(() => answer.write('<'), DRIP_MS);
    answer.once('close', () => clearInterval(timer));
  },
  unauthorized: (_given, answer) => {
    answer.writeHead(401, { 'www-authenticate': 'Digest realm="x",nonce="00",qop="auth"' }).end();
  },
  forbidden: (_given, answer) => {
    answer.writeHead(403).end();
  },
  fault: changed(
    () => '<s:Envelope xmlns:s="x"><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body></s:Envelope>',
  ),
  latin1: changed((body) => Buffer.from(body, 'latin1')),
  half: ({ status, headers, body }, answer) => {
    answer.writeHead(status, { ...headers, 'content-length': String(body.length) });
    answer.write(body.slice(0, body.length / 2));
    setTimeout(() => answer.destroy(), 20);
  },
  huge: changed((body) => body.replace('<s:Body>', `<!--${'x'.repeat(8_000_000)}--><s:Body>`)),
  bomb: changed((body) => {
    const entities = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "&e${n};&e${n};&e${n};&e${n};">`);
    const type = `<!DOCTYPE s:Envelope [<!ENTITY e0 "lol">${entities.join('')}]>`;
    return body.replace('<s:Envelope', `${type}<s:Envelope`).replaceAll(/>\d+</g, '>&e12;<');
  }),
  html: (_given, answer) => {
    answer
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!DOCTYPE html><html><head><title>FRITZ!Box</title></head><body><form>Kennwort</form></body></html>');
  },
  redirect: (_given, answer) => {
    answer.writeHead(302, { location: ELSEWHERE }).end();
  },
  gzip: ({ status, headers, body }, answer) => {
    answer.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
  },
  words: numbers('viele'),
  negative: numbers('-1'),
  overflow: numbers('99999999999999999999999'),
  'garbage-chunks': (_given, answer) => {
    answer.socket?.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense\r\n');
  },
  reset: (_given, answer) => {
    answer.socket?.resetAndDestroy();
  },
  empty: changed(() => ''),
  lying: changed((body) =>
    body
      .replace(/(<NewConnectionStatus>)[^<]*/, '$1Connected')
      .replace(/(<NewUptime>)[^<]*/, '$1864000')
      .replace(/(<NewStatus>|<NewLinkStatus>|<NewPhysicalLinkStatus>)[^<]*/g, '$1Up')
      .replace(/(<NewLastConnectionError>)[^<]*/, '$1ERROR_NONE'),
  ),
};

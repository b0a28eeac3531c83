import { exchange, type RouterReason } from './http-exchange.ts';
import { readXml, type XmlLeaf } from './read-xml.ts';
import type { Service } from './soap-call.ts';
import { searchGateway, urlAt } from './ssdp.ts';

/** What a router offers, and where. */
export type Description = { url: URL; services: Service[]; model: string | null };

export type FindOptions = {
  gateway: string;
  ownAddress: string | null;
  ssdpPort: number;
  signal: AbortSignal;
};
export type Found = { description: Description | null; reason: RouterReason; isNoWay: boolean };

/** Largest that a FRITZ!Box gives is 90 KB (tr64desc.xml). */
const DESCRIPTION_MAX_BYTES = 300_000;
const DESCRIPTION_WAIT_MS = 2500;
const SEARCH_WAIT_MS = 1500;
const SERVICES_MAX = 60;

/**
 * Where routers keep their description when nothing answers a search (multicast filtered, search switched off): FRITZ!Box
 * and other AVM, miniupnpd (OpenWrt, many vendors), TP-Link, Realtek's and linux-igd's usual places.
 */
const USUAL_PLACES = [
  ':49000/igddesc.xml',
  ':5000/rootDesc.xml',
  ':1900/igd.xml',
  ':49152/rootDesc.xml',
  ':49152/gatedesc.xml',
  ':52869/picsdesc.xml',
] as const;

const CONNECTION = /:service:WAN(?:IP|PPP)Connection:\d$/;

/** Looks for a gateway device that tells of its connection, within about 12 s; `reason` says why none was found. */
export async function findIgd(options: FindOptions): Promise<Found> {
  const { gateway, ownAddress, ssdpPort, signal } = options;
  const named = await searchGateway({ gateway, ownAddress, port: ssdpPort, waitMs: SEARCH_WAIT_MS, signal });
  const usual = USUAL_PLACES.map((place) => new URL(`http://${gateway}${place}`));
  const places = new Map([...named.slice(0, 4), ...usual].map((url) => [url.href, url]));
  let trouble: { reason: RouterReason; isNoWay: boolean } = { reason: 'refused', isNoWay: false };
  const silent = new Set<string>();
  for (const url of places.values()) {
    // a port that drops what comes is asked once, not for each file
    if (signal.aborted || silent.has(url.port)) continue;
    const read = await readDescription(url, signal);
    if (!('reason' in read) && read.services.some(({ type }) => CONNECTION.test(type))) {
      return { description: read, reason: 'refused', isNoWay: false };
    }
    if (!('reason' in read)) continue;
    if (read.reason === 'slow') silent.add(url.port);
    if (read.reason !== 'refused') trouble = read;
    if (read.reason === 'unreachable') break;
  }
  return { description: null, ...trouble };
}

/** Reads a device description (UPnP Device Architecture §2.3): the services on that very machine. */
export async function readDescription(
  url: URL,
  signal: AbortSignal,
): Promise<Description | { reason: RouterReason; isNoWay: boolean }> {
  const answer = await exchange({
    url,
    method: 'GET',
    headers: {},
    body: null,
    maxBytes: DESCRIPTION_MAX_BYTES,
    waitMs: DESCRIPTION_WAIT_MS,
    signal,
  });
  if ('reason' in answer) return answer;
  if (answer.status === 401 || answer.status === 403) return { reason: 'unauthorized', isNoWay: false };
  if (answer.status !== 200) return { reason: 'refused', isNoWay: false };
  const xml = readXml(answer.text);
  if (xml?.root !== 'root') return { reason: 'malformed', isNoWay: false };
  return describe(xml.leaves, url);
}

/** A service whose control address lies on another machine is not there: nobody but the gateway is asked. */
function describe(leaves: XmlLeaf[], url: URL): Description {
  const byService = new Map<number, Map<string, string>>();
  for (const { parent, parentName, name, text } of leaves) {
    if (parentName !== 'service') continue;
    const service = byService.get(parent) ?? new Map<string, string>();
    byService.set(parent, service.set(name, text));
  }
  const baseText = leaves.find(({ name, parentName }) => name === 'URLBase' && parentName === 'root')?.text;
  const base = (baseText === undefined ? null : urlAt(baseText, url.hostname, url)) ?? url;
  const services: Service[] = [];
  for (const service of byService.values()) {
    const type = service.get('serviceType') ?? '';
    const control = urlAt(service.get('controlURL') ?? '', url.hostname, base);
    const isType = /^urn:[A-Za-z0-9.:_-]{1,120}$/.test(type);
    if (isType && control && services.length < SERVICES_MAX) services.push({ type, control });
  }
  const model = leaves.find(({ name }) => name === 'modelName')?.text.replaceAll(/[^\p{L}\p{N} !._/()-]/gu, '');
  return { url, services, model: model === undefined || model === '' ? null : model.slice(0, 60) };
}

/** Its service of that kind, the newest version first; `null` if it has none. */
export function serviceOf({ services }: Description, name: string): Service | null {
  const fitting = services.filter(({ type }) => type.includes(`:service:${name}:`));
  return fitting.sort((a, b) => b.type.localeCompare(a.type))[0] ?? null;
}

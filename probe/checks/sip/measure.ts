import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { type Attempt, answered, defineCheck, type Reading, unanswered } from '../check.ts';
import { readingOfTrouble } from '../socket-trouble.ts';
import { parseRegistrar, type Registrar, RegistrarFinder, type SipPlace } from './registrar.ts';
import { formatOptions, newSipIds, parseSipAnswer } from './sip-message.ts';

const REGISTRAR = 'must be a host name or address, with ":port" where it is not 5060';

/** How a registrar is written. */
const registrarSchema = z.string(REGISTRAR).refine((text) => parseRegistrar(text) !== null, REGISTRAR);
/** In probe.yaml: telephony is the provider's own, a part of the contract, unless it is said to be somebody else's. */
export const registrarYamlSchema = z.union(
  [
    registrarSchema.transform((host) => ({ host, provider: true })),
    z.strictObject({ host: registrarSchema, provider: z.boolean('must be true or false').default(true) }),
  ],
  REGISTRAR,
);

const settingsSchema = z.strictObject({ registrar: registrarSchema });
export type SipSettings = z.infer<typeof settingsSchema>;

/** Asks the telephony registrar whether it is there (RFC 3261 §11): no login, no call, no registration. */
export const sipCheck = defineCheck<SipSettings>({
  kind: 'sip',
  method:
    'One SIP OPTIONS request is sent over UDP to the registrar and never repeated; any SIP answer to exactly this request, also a refusal, counts when it comes from the asked address. The name is looked up each time; where that fails the last good address is asked.',
  settings: settingsSchema,
  canBeLate: true,
  waitMs: 10_000, // with the time for looking up
  target: ({ registrar }) => ({ address: registrar, family: familyOf(registrarOf(registrar)) }),
  measure: ({ registrar }, attempt) => measureSip(registrarOf(registrar), attempt, finder),
});

/** Remembers addresses as long as the probe runs. */
const finder = new RegistrarFinder();

function registrarOf(text: string): Registrar {
  const registrar = parseRegistrar(text);
  if (!registrar) throw new Error(`bug: ${text} is not a registrar`);
  return registrar;
}

function familyOf({ host }: Registrar): 4 | 6 | 0 {
  const family = isIP(host);
  return family === 4 || family === 6 ? family : 0;
}

/** Exported for its test, which has names of its own. A name never found says nothing of telephony: `tool-error`. */
export async function measureSip(registrar: Registrar, attempt: Attempt, places: RegistrarFinder): Promise<Reading> {
  const place = await places.find(registrar);
  if (attempt.signal.aborted) return unanswered('timeout');
  return place === null ? unanswered('tool-error', { error: 'name' }) : askPlace(registrar.host, place, attempt);
}

/** The socket is not connected: a server may answer from another port than it listens at, but not from elsewhere. */
function askPlace(host: string, place: SipPlace, attempt: Attempt): Promise<Reading> {
  return new Promise((resolve) => {
    const ids = newSipIds();
    const socket = createSocket(isIPv6(place.address) ? 'udp6' : 'udp4');
    let strangers = 0;
    let isDone = false;
    const startUs = attempt.tickUs();
    const finish = async (reading: Reading | Promise<Reading>) => {
      if (isDone) return; // a packet that still waited to be sent when the socket was closed reports an error
      isDone = true;
      attempt.signal.removeEventListener('abort', onAbort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      const given = await reading;
      resolve(strangers === 0 ? given : { ...given, readings: { ...given.readings, strangers } });
    };
    const onAbort = () => finish(unanswered('timeout'));
    attempt.signal.addEventListener('abort', onAbort);
    socket.on('error', (error: NodeJS.ErrnoException) => finish(readingOfTrouble(error.code ?? '', place.address)));
    socket.on('message', (bytes, from) => {
      const statusCode = from.address === place.address ? parseSipAnswer(bytes, ids) : null;
      if (statusCode === null) strangers += 1;
      else void finish(answered(attempt.tickUs() - startUs, { readings: { statusCode } }));
    });
    socket.send(formatOptions(host, ids), place.port, place.address, (error: NodeJS.ErrnoException | null) => {
      if (error) void finish(readingOfTrouble(error.code ?? '', place.address));
    });
    if (attempt.signal.aborted) void onAbort();
  });
}

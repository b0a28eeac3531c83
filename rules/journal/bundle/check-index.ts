import { z } from 'zod';
import { formatBase64, parseBase64 } from '../../base64.ts';
import { parseInstant } from '../../instant.ts';
import { type Method, parseMethod } from '../../method.ts';
import { dayOf } from '../../outage/calendar-days.ts';
import { type BundleIndex, bundleSchema } from '../../wire/bundle.ts';
import { minuteOfDay } from '../../witness/local-minute.ts';
import { type Check, fingerprintOf } from './check.ts';
import { reasonOf } from './reading.ts';

const MAX_INDEX_BYTES = 2_000_000;
const MAX_PERIOD_MS = 1200 * 86_400_000;
const MAX_KEY_BYTES = 10_000;
const MAX_METHOD_BYTES = 800_000;
/** RFC 8410 §4: what stands before the 32 bytes of an Ed25519 key in its SPKI form. */
const SPKI_PREFIX = '302a300506032b6570032100';

/** `bundle.json`; null (and told): it can't be read. */
export async function readIndex({ reading, findings }: Check): Promise<BundleIndex | null> {
  const text = await reading.text('bundle.json', MAX_INDEX_BYTES);
  if (text === null) return null;
  const parsed = readAs(bundleSchema, text);
  if ('why' in parsed) {
    findings.add('index-unreadable', 'bundle.json', { why: parsed.why });
    return null;
  }
  const problem = placeProblem(parsed.data);
  if (problem !== null) {
    findings.add('index-unreadable', 'bundle.json', { why: problem });
    return null;
  }
  if (parsed.data.simulated) findings.add('simulated', 'bundle.json', {});
  return parsed.data;
}

/** Days are cut one by one, so there must not be any number of them, and a zone that is known. */
function placeProblem({ line, period }: BundleIndex): string | null {
  const [fromAtMs, toAtMs] = [instantMs(period.fromAt), instantMs(period.toAt)];
  if (!(fromAtMs < toAtMs) || toAtMs - fromAtMs > MAX_PERIOD_MS) return 'its period is not one of up to 1200 days';
  if (minuteOfDay(fromAtMs, line.zone) === null) return 'its time zone is not known';
  const isOn = (day: string, atMs: number) => dayOf(atMs, line.zone) === day;
  return isOn(period.fromDay, fromAtMs) && isOn(period.toDay, toAtMs - 1)
    ? null
    : 'its days are not those of its period';
}

/** Checked by the schema. */
const instantMs = (text: string): number => parseInstant(text) ?? 0;

/** A document of others, or what is wrong with it; also where so much is wrong that the schema fails over it. */
export function readAs<S extends z.ZodType>(schema: S, text: string): { data: z.infer<S> } | { why: string } {
  try {
    const parsed = schema.safeParse(parseJson(text));
    return parsed.success ? { data: parsed.data } : { why: z.prettifyError(parsed.error).slice(0, 500) };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The keys as files must be those of `bundle.json`; each probe is named by its key. */
export async function checkKeys(check: Check, index: BundleIndex): Promise<void> {
  const { findings, options } = check;
  const fingerprint = await fingerprintOf(check, index.serverPublicKey);
  const expected = options.serverFingerprint;
  if (expected !== undefined && expected !== fingerprint)
    findings.add('server-key-differs', 'keys/server.pem', { expected, found: fingerprint });
  await checkKey(check, 'keys/server.pem', index.serverPublicKey, 'the server');
  for (const { id, publicKey } of index.probes) {
    if ((await fingerprintOf(check, publicKey)) !== id) findings.add('probe-id-differs', 'bundle.json', { probe: id });
    await checkKey(check, `keys/probe-${id}.pem`, publicKey, `the probe ${id}`);
  }
  await checkSigners(check, index);
}

async function checkKey({ reading, findings }: Check, name: string, publicKey: string, owner: string): Promise<void> {
  const text = await reading.text(name, MAX_KEY_BYTES);
  if (text === null) return;
  const found = readPem(text);
  if (found === null) findings.add('key-unreadable', name, {});
  else if (found !== publicKey) findings.add('key-differs', name, { owner });
}

/** Raw key in base64. */
function readPem(text: string): string | null {
  const match = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{59}=)\n-----END PUBLIC KEY-----\n$/.exec(text);
  const bytes = parseBase64(match?.[1] ?? '');
  if (bytes?.length !== 44) return null;
  const prefix = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return prefix === SPKI_PREFIX ? formatBase64(bytes.subarray(12)) : null;
}

/** Who checks by hand uses `allowed_signers`: it must name the same keys for the same names. */
async function checkSigners({ reading, findings }: Check, index: BundleIndex): Promise<void> {
  const name = 'keys/allowed_signers';
  const text = await reading.text(name, MAX_INDEX_BYTES);
  if (text === null) return;
  for (const line of text.split('\n')) {
    const [principal = '', ...words] = line.split(' ');
    if (principal === '' || principal.startsWith('#')) continue;
    const blob = parseBase64(words.at(-1) ?? '');
    // the last 32 bytes of the key as OpenSSH writes it (RFC 8709 §4)
    const key = blob === null ? '' : formatBase64(blob.subarray(-32));
    const expected = principal === 'server' ? index.serverPublicKey : probeKey(index, principal);
    if (key !== expected) findings.add('key-differs', name, { owner: principal.slice(0, 80) });
  }
}

function probeKey({ probes }: BundleIndex, principal: string): string | undefined {
  return probes.find(({ id }) => principal === id || principal === `probe-${id}`)?.publicKey;
}

/** The methods of a bundle by the hash of their text, which is their name. */
export async function readMethods(check: Check, index: BundleIndex): Promise<Map<string, Method>> {
  const { reading, findings, tools } = check;
  const methods = new Map<string, Method>();
  for (const name of reading.names) {
    const sha256 = /^method\/([0-9a-f]{64})\.json$/.exec(name)?.[1];
    const text = sha256 === undefined ? null : await reading.text(name, MAX_METHOD_BYTES);
    if (sha256 === undefined || text === null) continue;
    const found = tools.sha256Text(text);
    const method = parseMethod(text);
    if (found !== sha256) findings.add('method-differs', name, { found });
    else if (typeof method === 'string') findings.add('method-unreadable', name, { why: method.slice(0, 500) });
    else methods.set(sha256, method);
    if (typeof method !== 'string' && method.simulated && !index.simulated)
      findings.add('simulated-hidden', 'bundle.json', { method: sha256 });
  }
  return methods;
}

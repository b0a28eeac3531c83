import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';
import { describeMissing, describeTarget } from './check-words.ts';
import { tryFping } from './checks/ping/fping.ts';
import { explainRouter } from './checks/router/measure.ts';
import type { Clocks } from './clocks.ts';
import type { ProbeConfig } from './config.ts';
import { measureContact } from './contact.ts';
import { readEnrolment } from './enrol.ts';
import { loadOrCreateKey } from './key-file.ts';
import { readNetwork } from './network.ts';
import { hashOfPersonal } from './personal-hash.ts';
import { routerSettingsOf } from './router-config.ts';
import { startRunner } from './runner.ts';
import { openServerConnection } from './sender-connection.ts';

/** Long enough that each target of the grid was asked, and its answer waited for. */
const MEASURE_MS = 13_000;
const ROUTER_MS = 30_000;

/**
 * Tries everything that is configured once, by the same code that measures, and says in plain words what works. Writes
 * no round and sends none. True when at least one far target answered.
 */
export async function check(config: ProbeConfig, clocks: Clocks, say: (line: string) => void): Promise<boolean> {
  say(`Settings and journal are kept in ${config.dataDir}.`);
  const fping = await tryFping();
  if (fping === null) say('fping: works.');
  else
    say(`fping: ${fping}. The probe then uses something slower; to get it: apt install fping (Alpine: apk add fping).`);
  const { method, rounds, texts } = await measureOnce(config, clocks);
  for (const [index, target] of method.targets.entries()) {
    if (target.role === 'router' || target.role === 'mailbox') continue; // told below, with what can be done about it
    if (target.role === 'mail') {
      say(describeRoute(config, target.address));
      continue;
    }
    for (const line of describeTarget(target, samplesOf(rounds, index), { triedS: MEASURE_MS / 1000, texts }))
      say(line);
  }
  for (const warning of config.mail?.warnings ?? []) say(`Warning: ${warning}`);
  for (const sentence of describeMissing(method.targets)) say(sentence);
  for (const sentence of await describeRouter(config)) say(sentence);
  say(await describeServer(config, clocks));
  const answered = method.targets.filter(
    (target, index) => target.role === 'far' && isAnswered(samplesOf(rounds, index)),
  );
  const far = method.targets.filter((target) => target.role === 'far');
  say(`${answered.length} of ${far.length} far targets answered.`);
  return answered.length > 0;
}

type Trial = { method: Method; rounds: Round[]; texts: Map<string, string> };

/** `texts`: what stands behind the hashes in the rounds. */
async function measureOnce(config: ProbeConfig, clocks: Clocks): Promise<Trial> {
  const rounds: Round[] = [];
  const texts = new Map<string, string>();
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const runner = await startRunner({
    config,
    clocks,
    log: quiet,
    serverUrl: null,
    personalSalt: '0'.repeat(32),
    onRound: (round) => rounds.push(round),
    onMethod: () => undefined,
    onPersonalValue: (value) => void texts.set(hashOfPersonal(value), value.value),
  });
  // what is asked only when an outage begins or ends is tried as well
  runner.askNow('onset');
  runner.askNow('end');
  await sleep(MEASURE_MS);
  const method = runner.method();
  await runner.stop();
  return { method, rounds, texts };
}

function samplesOf(rounds: Round[], target: number): Sample[] {
  return rounds.flatMap((round) => round.samples).filter((sample) => sample.target === target);
}

function isAnswered(samples: Sample[]): boolean {
  return samples.some((sample) => classOfOutcome(sample.outcome) === 'answered');
}

/** A route is not tried here: a mail may take its time. */
function describeRoute({ mail }: ProbeConfig, name: string): string {
  const route = mail?.routes.find((one) => one.name === name);
  if (!route) throw new Error(`bug: a target for the unknown route ${name}`);
  const seconds = route.spacingMs / 1000;
  const often = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 6) / 10} min`;
  return `Test mails on "${name}", from "${route.from}" to "${route.to}", every ${often}. To try it: npm run probe -- mail-test ${name}`;
}

/** More than a sample says, and at once, though the router is asked but once a minute. */
async function describeRouter(config: ProbeConfig): Promise<string[]> {
  if (config.router === null) return ['Router: not asked what it knows of the line (router: none).'];
  const settings = routerSettingsOf({ config, network: readNetwork() });
  if (settings === null)
    return ['Router: there is none with an IPv4 address of a home, so none is asked what it knows.'];
  return explainRouter(settings, AbortSignal.timeout(ROUTER_MS));
}

async function describeServer(config: ProbeConfig, clocks: Clocks): Promise<string> {
  const key = await loadOrCreateKey(join(config.dataDir, 'key.pem'));
  if (typeof key === 'string') return `Key: ${key}.`;
  const enrolment = await readEnrolment(config.dataDir, key.probe);
  if (typeof enrolment === 'string') return `Server: ${enrolment}.`;
  if (!enrolment) return 'Server: none joined yet. To join one: npm run probe -- enroll URL TOKEN';
  const connection = openServerConnection(enrolment.serverUrl);
  const outcome = await measureContact(
    {
      connection,
      key,
      serverPublicKey: enrolment.serverPublicKey,
      clocks,
      waiting: () => 0,
    },
    '-',
  );
  await connection.close();
  return outcome.isAnswered
    ? `Server ${enrolment.serverUrl}: answers with the right key; its clock is ${outcome.offset.offsetMs} ms ahead (± ${outcome.offset.errorMs} ms).`
    : `Server ${enrolment.serverUrl}: no good answer: ${outcome.reason}.`;
}

import type { PersonalValue } from '../rules/wire/upload.ts';
import { isGlobalAddress } from './address-scope.ts';
import { type BackEndChoice, chooseBackEnd } from './back-end.ts';
import { tryFarTargets } from './far-trial.ts';
import { isLinkDown, type Network, networkMark, prefix64Of, readNetwork } from './network.ts';
import { findServer, type ServerPlace } from './own-server.ts';
import { askClock, nearLookOf } from './path/near-look.ts';
import { NearWatch } from './path/near-watch.ts';
import { hashOfPersonal } from './personal-hash.ts';
import type { RunnerOptions } from './runner-options.ts';
import { type BackEnd, makePlan, type Plan } from './targets.ts';

/** What one look at this machine's place in the network came to. */
export type Surroundings = {
  network: Network;
  plan: Plan;
  /** Why the plan is as it is, where that is not usual. */
  why: string | null;
};

/** Where this machine is: facts for the round (personal ones as hashes), and the values behind the hashes. */
export type Place = { facts: Record<string, string>; personalValues: PersonalValue[] };

/** Looks at network, server and back ends, and makes the plan that fits. */
export class SurroundingsWatch {
  readonly #options: RunnerOptions;
  #choice: BackEndChoice | null = null;
  #server: ServerPlace | null = null;
  #farBackEnd: BackEnd | null = null;
  #hasFarAnswered = false;
  #tunnel: string | null = null;
  /** Of the last default routes there were. */
  #interfaces: string[] = [];
  #hasAddress = true;
  #mark: string | null = null;
  readonly #near: NearWatch;

  constructor(options: RunnerOptions) {
    this.#options = options;
    const { config, clocks, log } = options;
    this.#near = new NearWatch({ config, log, tickMs: clocks.tickMs, askClock });
  }

  /** A far target has answered by the present back end: it works, and is kept. */
  noteFarAnswer(): void {
    this.#hasFarAnswered = true;
  }

  /** Somebody has answered, or the line is back after a silence: what stands near may have changed. */
  get near(): Pick<NearWatch, 'noteAnswer' | 'noteReturn'> {
    return this.#near;
  }

  /**
   * The place when it is not the one of the last glance (so at the first one), else null. Compares a few small files: may
   * be asked each second, so that a tunnel or another network shows in the very round in which it comes.
   */
  glance(): Place | null {
    const { networkSources } = this.#options;
    const mark = networkMark(networkSources);
    if (mark === this.#mark) return null;
    this.#mark = mark;
    const network = readNetwork(networkSources);
    this.#announceTunnel(network);
    this.#noteLinks(network);
    return this.#placeOf(network);
  }

  /**
   * Whether this machine has lost its own network since it had one: no link on any interface that led out, or, at the
   * last glance, no address there. Reads a small file per interface: may be asked each second.
   */
  isOffline(): boolean {
    if (this.#interfaces.length === 0) return false;
    const { networkSources } = this.#options;
    return !this.#hasAddress || this.#interfaces.every((name) => isLinkDown(name, networkSources));
  }

  /** Takes a few seconds at most. Never rejects for trouble of the network. */
  async look(): Promise<Surroundings> {
    const { config, serverUrl, personalSalt, networkSources } = this.#options;
    const network = readNetwork(networkSources);
    const isFirst = this.#choice === null;
    this.#choice ??= await this.#choose();
    if (serverUrl !== null) this.#server = (await findServer(serverUrl, this.#server)) ?? this.#server;
    const gatewayBackEnd = this.#choice.backEnd;
    const near = await this.#near.look(nearLookOf({ config, network, server: this.#server }, gatewayBackEnd));
    const planWith = (farBackEnd: BackEnd, wayToGateway: BackEnd) =>
      makePlan({ config, network, farBackEnd, gatewayBackEnd: wayToGateway, server: this.#server, personalSalt, near });
    const present = this.#farBackEnd ?? gatewayBackEnd;
    if (!isFirst && !this.#hasFarAnswered && config.backEnd === 'auto') {
      this.#farBackEnd = await this.#tryOthers(present, (backEnd) => planWith(backEnd, gatewayBackEnd));
    }
    const farBackEnd = this.#farBackEnd ?? present;
    const why =
      farBackEnd === gatewayBackEnd ? null : `far targets don't answer pings, so they are asked by ${farBackEnd}`;
    return { network, plan: planWith(farBackEnd, gatewayBackEnd), why };
  }

  async #choose(): Promise<BackEndChoice> {
    const choice = await chooseBackEnd(this.#options.config.backEnd);
    for (const reason of choice.reasons) this.#options.log.warn(`a way to measure is left out: ${reason}`);
    this.#options.log.info('measuring by', { backEnd: choice.backEnd });
    return choice;
  }

  /** Where pings never come back, another way may: kept as soon as two targets have answered by it. */
  async #tryOthers(present: BackEnd, planWith: (backEnd: BackEnd) => Plan): Promise<BackEnd | null> {
    for (const backEnd of ['tcp', 'dns'] as const) {
      if (backEnd === present) continue;
      const { asked, answered } = await tryFarTargets(planWith(backEnd));
      if (asked > 0 && answered >= Math.min(2, asked)) {
        this.#options.log.warn('no far target has answered so far, but they do when asked otherwise', { backEnd });
        return backEnd;
      }
    }
    return this.#farBackEnd;
  }

  #noteLinks({ gateways, mainAddress4, mainAddress6, tunnel }: Network): void {
    if (gateways.length > 0) this.#interfaces = [...new Set(gateways.map((gateway) => gateway.interface))];
    this.#hasAddress = mainAddress4 !== null || mainAddress6 !== null || tunnel !== null;
  }

  #announceTunnel({ tunnel }: Network): void {
    if (tunnel === this.#tunnel) return;
    this.#tunnel = tunnel;
    if (tunnel === null) return;
    this.#options.log.warn(
      'the default route leads into a tunnel (VPN): what is measured is the tunnel, not the line; route the probe around it',
      { interface: tunnel },
    );
  }

  #placeOf({ mainAddress4, mainAddress6, tunnel }: Network): Place {
    const prefix6 = mainAddress6 !== null && isGlobalAddress(mainAddress6) ? prefix64Of(mainAddress6) : null;
    const values = [
      { key: 'ownAddress4', kind: 'own-address', value: mainAddress4 },
      { key: 'ownAddress6', kind: 'own-address', value: mainAddress6 },
      { key: 'ownPrefix6', kind: 'own-prefix', value: prefix6 },
    ].flatMap(({ key, kind, value }) =>
      value === null ? [] : [{ key, value: { kind, salt: this.#options.personalSalt, value } }],
    );
    return {
      facts: {
        ...Object.fromEntries(values.map(({ key, value }) => [key, hashOfPersonal(value)])),
        defaultRoute: tunnel === null ? 'direct' : 'tunnel',
      },
      personalValues: values.map(({ value }) => value),
    };
  }
}

/** What a {@link FritzBoxState} is told to do; over the control port as JSON. */
export type FritzBoxOrder =
  | 'dsl-down' // no signal: the cable is cut or the exchange is dark
  | 'dsl-up' // signal is back: training, sync, PPP
  | 'ppp-lost' // the provider's side stops answering PPPoE; tries until `ppp-up`
  | 'ppp-up'
  | 'auth-failure' // the provider refuses the login; tries until `ppp-up`
  | 'forced-disconnect' // the box renews the session ahead of the provider
  | 'user-disconnect' // somebody pressed the button; stays until `ppp-up`
  | 'reboot' // power off and on
  | 'fail-over' // DSL is gone, mobile radio carries
  | 'fail-back'
  | 'noise'; // errors are counted, the line stays

export type FritzBoxTimes = { trainingMs: number; pppMs: number; bootMs: number };
/** As a FRITZ!Box on VDSL takes them. */
const REAL_TIMES: FritzBoxTimes = { trainingMs: 45_000, pppMs: 4000, bootMs: 60_000 };

type Phase = 'down' | 'training' | 'up';
type Blockade = 'none' | 'lost' | 'auth' | 'user';

const DOWN_KBIT = 109_344;
const UP_KBIT = 38_210;

/** A box that behaves: what it says follows from what happened to it and when. Time is told, never read. */
export class FritzBoxState {
  readonly times: FritzBoxTimes;
  bootAtMs: number;
  dsl: Phase = 'up';
  isMobile = false;
  isConnected = true;
  lastError = 'ERROR_NONE';
  counters = { retrains: 2, crc: 41, crcFar: 7, fec: 10_412, fecFar: 388, es: 35, ses: 3 };
  receivedBytes = 4_812_345_678_901;
  sentBytes = 312_345_678_901;
  receiveByteRate = 12_500;
  sendByteRate = 3100;
  /** Newest first, as the box writes them. */
  readonly log: string[] = [];
  readonly #orders: Record<FritzBoxOrder, (nowMs: number) => void> = {
    'dsl-down': (nowMs) => this.#loseDsl(nowMs),
    'dsl-up': (nowMs) => this.#train(nowMs),
    'fail-back': (nowMs) => {
      this.isMobile = false;
      this.isConnected = false;
      this.#train(nowMs);
    },
    'ppp-lost': (nowMs) => {
      this.#write(nowMs, 'PPPoE-Fehler: Zeitüberschreitung.');
      this.#disconnect(nowMs, 'lost', 'ERROR_ISP_TIME_OUT');
    },
    'auth-failure': (nowMs) => {
      this.#write(nowMs, 'Anmeldung beim Internetanbieter ist fehlgeschlagen. Rejected: 0815@example.net');
      this.#disconnect(nowMs, 'auth', 'ERROR_AUTHENTICATION_FAILURE');
    },
    'user-disconnect': (nowMs) => this.#disconnect(nowMs, 'user', 'ERROR_USER_DISCONNECT'),
    'forced-disconnect': (nowMs) => {
      this.#write(
        nowMs,
        'Die Internetverbindung wird kurz unterbrochen, um der Zwangstrennung durch den Anbieter zuvorzukommen.',
      );
      this.#disconnect(nowMs, 'none', 'ERROR_NONE');
      this.#changesAtMs = nowMs + this.times.pppMs;
    },
    'ppp-up': (nowMs) => {
      this.#blockade = 'none';
      this.#changesAtMs = nowMs + this.times.pppMs;
    },
    reboot: (nowMs) => this.#reboot(nowMs),
    'fail-over': (nowMs) => {
      this.#loseDsl(nowMs);
      this.isMobile = true;
      this.#write(nowMs, 'Mobilfunkverbindung wurde erfolgreich hergestellt.');
      this.#connect(nowMs);
    },
    noise: () => {
      const { crc, es, fec } = this.counters;
      this.counters = { ...this.counters, crc: crc + 640, es: es + 22, fec: fec + 90_000 };
    },
  };
  #blockade: Blockade = 'none';
  #sessionAtMs: number;
  #sessions = 17;
  #changesAtMs: number | null = null;
  #settledAtMs: number;

  constructor(nowMs: number, times: Partial<FritzBoxTimes> = {}) {
    this.times = { ...REAL_TIMES, ...times };
    this.bootAtMs = nowMs - 12 * 86_400_000;
    this.#sessionAtMs = nowMs - 5 * 3_600_000;
    this.#settledAtMs = nowMs;
    this.#write(
      nowMs - 5 * 3_600_000,
      'Anmeldung des Benutzers anna an der FRITZ!Box-Benutzeroberfläche von IP-Adresse 192.168.178.23.',
    );
    this.#write(this.#sessionAtMs, this.#connectedLine());
  }

  isOn(nowMs: number): boolean {
    return nowMs >= this.bootAtMs;
  }

  sessionUptimeS(nowMs: number): number {
    return this.isConnected ? Math.max(0, Math.floor((nowMs - this.#sessionAtMs) / 1000)) : 0;
  }

  deviceUptimeS(nowMs: number): number {
    return Math.max(0, Math.floor((nowMs - this.bootAtMs) / 1000));
  }

  get address4(): string {
    return this.isConnected ? `203.0.113.${this.#sessions % 250}` : '0.0.0.0';
  }

  get prefix6(): string {
    return this.isConnected ? `2001:db8:${this.#sessions.toString(16)}::` : '::';
  }

  get connectionStatus(): string {
    if (this.isConnected) return 'Connected';
    return this.#blockade === 'user' || this.dsl !== 'up' ? 'Disconnected' : 'Connecting';
  }

  get dslStatus(): string {
    return { up: 'Up', training: 'EstablishingLink', down: 'NoSignal' }[this.dsl];
  }

  get rateKbit(): { down: number; up: number } {
    return this.dsl === 'up' ? { down: DOWN_KBIT, up: UP_KBIT } : { down: 0, up: 0 };
  }

  order(order: FritzBoxOrder, nowMs: number): void {
    this.settle(nowMs);
    this.#orders[order](nowMs);
  }

  /** What was under way has come about by now. */
  settle(nowMs: number): void {
    const passedS = Math.max(0, nowMs - this.#settledAtMs) / 1000;
    this.#settledAtMs = nowMs;
    if (this.isConnected) {
      this.receivedBytes += Math.round(passedS * this.receiveByteRate);
      this.sentBytes += Math.round(passedS * this.sendByteRate);
    }
    while (this.#changesAtMs !== null && this.#changesAtMs <= nowMs) {
      const atMs = this.#changesAtMs;
      this.#changesAtMs = null;
      if (this.dsl === 'training') this.#sync(atMs);
      else if (this.dsl === 'up' && this.#blockade === 'none' && !this.isConnected) this.#connect(atMs);
    }
  }

  #loseDsl(nowMs: number): void {
    if (this.dsl === 'down') return;
    this.dsl = 'down';
    this.#changesAtMs = null;
    this.#write(nowMs, 'DSL antwortet nicht (Keine DSL-Synchronisierung).');
    this.#disconnect(nowMs, this.#blockade, 'ERROR_NO_CARRIER');
  }

  #train(nowMs: number): void {
    if (this.dsl === 'up') return;
    this.dsl = 'training';
    this.#changesAtMs = nowMs + this.times.trainingMs;
    this.#write(nowMs, 'DSL-Synchronisierung beginnt (Training).');
  }

  #sync(atMs: number): void {
    this.dsl = 'up';
    this.counters = { ...this.counters, retrains: this.counters.retrains + 1 };
    this.#write(atMs, `DSL ist verfügbar (DSL-Synchronisierung besteht mit ${DOWN_KBIT}/${UP_KBIT} kbit/s).`);
    this.#changesAtMs = atMs + this.times.pppMs;
  }

  #connect(atMs: number): void {
    this.isConnected = true;
    this.lastError = 'ERROR_NONE';
    this.#sessions += 1;
    this.#sessionAtMs = atMs;
    this.#write(atMs, this.#connectedLine());
  }

  #disconnect(nowMs: number, blockade: Blockade, error: string): void {
    if (this.isConnected) this.#write(nowMs, 'Internetverbindung wurde getrennt.');
    this.isConnected = false;
    this.#blockade = blockade;
    this.lastError = error;
  }

  /** Off at once, answering again after the boot; counters begin anew, the log is kept. */
  #reboot(nowMs: number): void {
    this.bootAtMs = nowMs + this.times.bootMs;
    this.isConnected = false;
    this.isMobile = false;
    this.#blockade = 'none';
    this.lastError = 'ERROR_NONE';
    this.counters = { retrains: 0, crc: 0, crcFar: 0, fec: 0, fecFar: 0, es: 0, ses: 0 };
    this.receivedBytes = 0;
    this.sentBytes = 0;
    this.dsl = 'training';
    this.#write(this.bootAtMs, 'Die FRITZ!Box wurde neu gestartet.');
    this.#changesAtMs = this.bootAtMs + this.times.trainingMs;
  }

  #connectedLine(): string {
    return `Internetverbindung wurde erfolgreich hergestellt. IP-Adresse: ${this.address4}, DNS-Server: 192.0.2.53, Gateway: 192.0.2.1, Breitband-PoP: BOBJ02`;
  }

  #write(atMs: number, text: string): void {
    this.log.unshift(`${stampOf(atMs)} ${text}`);
    this.log.length = Math.min(this.log.length, 400);
  }
}

/** `22.11.26 03:14:05`, in the zone of this process, as the box writes it. */
function stampOf(atMs: number): string {
  const at = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(at.getDate())}.${two(at.getMonth() + 1)}.${two(at.getFullYear() % 100)}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

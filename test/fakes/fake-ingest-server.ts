import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { probeKey, sha256Hex, verifySignature } from '../../probe/key-file.ts';
import { NO_PREVIOUS_SHA256 } from '../../rules/ids.ts';
import { formatInstant } from '../../rules/instant.ts';
import { formatLaneEntry } from '../../rules/journal/lane.ts';
import { chainSha256, parseSegment, type Segment } from '../../rules/journal/segment.ts';
import { parseMethod } from '../../rules/method.ts';
import { formatContactAnswer, parseContact } from '../../rules/wire/contact.ts';
import {
  enrolmentRequestSchema,
  personalValueText,
  type Upload,
  type UploadAnswer,
  uploadSchema,
  type WireError,
} from '../../rules/wire/upload.ts';

/** How the server behaves on the next uploads, one entry each; then it is honest again. */
export type Misbehaviour =
  | { kind: 'status'; status: number; body?: string }
  | { kind: 'garbage' }
  | { kind: 'half-answer' }
  | { kind: 'hang' }
  | { kind: 'cut' } //              takes everything, then drops the connection without an answer
  | { kind: 'foreign-receipts' } // signs with a key that the probe does not know
  | { kind: 'no-receipts' }
  | { kind: 'refuse-number'; number: number; status: number; code: string };

type Kept = { text: string; sha256: string; receipt: string; segment: Segment };

/** A server of one probe that checks as the real one does, keeps everything in memory and signs real receipts. */
export class FakeIngestServer {
  readonly key = probeKey(generateKeyPairSync('ed25519').privateKey);
  readonly foreignKey = probeKey(generateKeyPairSync('ed25519').privateKey);
  readonly token = `lw1.${'a'.repeat(32)}.${sha256Hex(Buffer.from(this.key.publicKey, 'base64')).slice(0, 32)}`;
  /** By number. */
  readonly kept = new Map<number, Kept>();
  readonly values = new Map<string, string>();
  readonly methods = new Map<string, string>();
  readonly misbehaviours: Misbehaviour[] = [];
  readonly uploads: { at: number; segments: number; methods: number; values: number; sentAt: string }[] = [];
  contacts = 0;
  clockAheadMs = 0;
  maxSegments = 500;
  isRetired = false;
  probePublicKey: string | null = null;
  end = { number: 0, sha256: NO_PREVIOUS_SHA256 };
  #challenge = '-';
  #lane = { entry: 0, sha256: NO_PREVIOUS_SHA256 };
  #server: Server | null = null;

  /** Address to enrol at. */
  url = '';

  async listen(port = 0): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request, response).catch((error) => {
        response.writeHead(500).end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('bug: no port');
    this.url = `http://127.0.0.1:${address.port}`;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  /** Forgets everything after that number, as a server does that was restored from an older copy. */
  restoreTo(number: number): void {
    for (const known of this.kept.keys()) if (known > number) this.kept.delete(known);
    const last = this.kept.get(number);
    this.end = last
      ? { number, sha256: chainSha256(last.segment, last.sha256) }
      : { number: 0, sha256: NO_PREVIOUS_SHA256 };
  }

  /** Segments as kept, in order. */
  texts(): string[] {
    return [...this.kept].sort(([a], [b]) => a - b).map(([, { text }]) => text);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array)); // node:http gives bytes
    const raw = Buffer.concat(chunks);
    const body = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
    if (request.url === '/api/probes') return this.#enrol(body, response);
    if (request.url === '/api/contact') return this.#contact(body, response);
    if (request.url === '/api/segments') return this.#segments(body, response);
    response.writeHead(404).end();
  }

  #enrol(body: string, response: ServerResponse): void {
    const request = enrolmentRequestSchema.parse(JSON.parse(body));
    const isProven = verifySignature(`linewitness-enrolment/1\n${request.token}\n`, request.proof, request.publicKey);
    if (request.token !== this.token || !isProven) {
      response.writeHead(401).end(JSON.stringify({ code: 'bad-token', message: 'this token is not known' }));
      return;
    }
    this.probePublicKey = request.publicKey;
    if (this.kept.size === 0) this.end = { number: request.firstNumber - 1, sha256: request.firstPreviousSha256 };
    const probe = sha256Hex(Buffer.from(request.publicKey, 'base64')).slice(0, 32);
    const { number, sha256 } = this.end;
    const answer = {
      probe,
      line: 'home',
      serverPublicKey: this.key.publicKey,
      expectedNumber: number + 1,
      expectedPreviousSha256: sha256,
    };
    response.writeHead(200).end(JSON.stringify(answer));
  }

  #contact(body: string, response: ServerResponse): void {
    const receivedAt = this.#now();
    const parsed = parseContact(body);
    if (
      typeof parsed === 'string' ||
      !verifySignature(parsed.signedText, parsed.signature, this.probePublicKey ?? '')
    ) {
      response.writeHead(401).end(JSON.stringify({ code: 'bad-signature', message: 'not signed by a known probe' }));
      return;
    }
    const { probe, nonce, challenge } = parsed.content;
    const isAccepted = challenge === this.#challenge;
    if (isAccepted) this.contacts += 1;
    this.#challenge = sha256Hex(`${nonce}${this.contacts}`).slice(0, 32);
    const answer = {
      probe,
      nonce,
      accepted: isAccepted ? 'yes' : 'no',
      challenge: this.#challenge,
      receivedAt,
      answeredAt: this.#now(),
    } as const;
    response.writeHead(200).end(formatContactAnswer(answer, this.key.sign));
  }

  #segments(body: string, response: ServerResponse): void {
    const upload = uploadSchema.parse(JSON.parse(body));
    const { segments, methods, values, sentAt } = upload;
    this.uploads.push({
      at: Date.now(),
      segments: segments.length,
      methods: methods.length,
      values: values.length,
      sentAt,
    });
    const misbehaviour = this.misbehaviours.shift();
    if (misbehaviour?.kind === 'status')
      return void response.writeHead(misbehaviour.status).end(misbehaviour.body ?? '');
    if (misbehaviour?.kind === 'garbage') return void response.writeHead(200).end('<html>welcome to the hotel</html>');
    if (misbehaviour?.kind === 'hang') return;
    if (segments.length > this.maxSegments) return void response.writeHead(413).end('{}');
    const { status, answer } = this.#take(upload, misbehaviour);
    const text = JSON.stringify(answer);
    if (misbehaviour?.kind === 'cut') return void response.destroy();
    if (misbehaviour?.kind === 'half-answer') {
      response.writeHead(status, { 'content-length': text.length });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }

  #take(upload: Upload, misbehaviour: Misbehaviour | undefined): { status: number; answer: UploadAnswer } {
    const t2 = this.#now();
    if (this.isRetired)
      return { status: 403, answer: { receipts: [], error: { code: 'retired', message: 'this probe is retired' } } };
    for (const text of upload.methods) this.methods.set(sha256Hex(text), text);
    for (const value of upload.values) this.values.set(sha256Hex(personalValueText(value)), value.value);
    const receipts: string[] = [];
    for (const text of upload.segments) {
      const result = this.#takeOne(text, upload, t2, misbehaviour);
      if (typeof result !== 'string') return { status: result.status, answer: { receipts, error: result.error } };
      receipts.push(result);
    }
    return { status: 200, answer: { receipts: misbehaviour?.kind === 'no-receipts' ? [] : receipts, error: null } };
  }

  #takeOne(
    text: string,
    upload: Upload,
    t2: string,
    misbehaviour: Misbehaviour | undefined,
  ): string | { status: number; error: WireError } {
    const refuse = (status: number, code: string, message: string) => ({ status, error: { code, message } });
    const methodSha256 = /\nmethodSha256: ([0-9a-f]{64})\n/.exec(text)?.[1] ?? '';
    const method = parseMethod(this.methods.get(methodSha256) ?? '');
    if (typeof method === 'string') return refuse(400, 'unknown-method', method);
    const parsed = parseSegment(text, method.targets.length);
    if (typeof parsed === 'string') return refuse(400, 'malformed', parsed);
    const { segment, signedText, signature } = parsed;
    if (misbehaviour?.kind === 'refuse-number' && misbehaviour.number === segment.number) {
      return refuse(misbehaviour.status, misbehaviour.code, 'refused on order');
    }
    if (!verifySignature(signedText, signature, this.probePublicKey ?? ''))
      return refuse(401, 'bad-signature', 'wrong signature');
    const sha256 = sha256Hex(text);
    const known = this.kept.get(segment.number);
    if (known?.sha256 === sha256) return known.receipt;
    const from = segment.missing?.fromNumber ?? segment.number;
    if (from !== this.end.number + 1 || segment.previousSha256 !== this.end.sha256) {
      const expected = { expectedNumber: this.end.number + 1, expectedPreviousSha256: this.end.sha256 };
      const code = from > this.end.number + 1 ? 'gap' : 'fork';
      return { status: 409, error: { code, message: `segment ${segment.number} does not follow`, ...expected } };
    }
    const receipt = this.#receipt(segment, sha256, upload, t2, misbehaviour?.kind === 'foreign-receipts');
    if (misbehaviour?.kind === 'foreign-receipts') return receipt;
    this.kept.set(segment.number, { text, sha256, receipt, segment });
    this.end = { number: segment.number, sha256: chainSha256(segment, sha256) };
    return receipt;
  }

  #receipt({ probe, number }: Segment, sha256: string, { sentAt }: Upload, t2: string, isForeign: boolean): string {
    const fields = { probe, number: String(number), sha256, t1: sentAt, t2, t3: this.#now(), network: 'loopback' };
    const atMs = Date.now() + this.clockAheadMs;
    const entry = {
      line: 'home',
      entry: this.#lane.entry + 1,
      previousSha256: this.#lane.sha256,
      atMs,
      content: { type: 'receipt', fields },
    } as const;
    const text = formatLaneEntry(entry, isForeign ? this.foreignKey.sign : this.key.sign);
    if (!isForeign) this.#lane = { entry: entry.entry, sha256: sha256Hex(text) };
    return text;
  }

  #now(): string {
    return formatInstant(Date.now() + this.clockAheadMs);
  }
}

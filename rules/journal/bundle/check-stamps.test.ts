import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeTools } from '../../../server/verify/node-tools.ts';
import { type FakeTsa, startFakeTsa } from '../../../test/fakes/fake-tsa.ts';
import { type Forgery, handMadeBundle } from '../../../test/fakes/hand-made-bundle.ts';
import { describeWith } from '../../../test/needs.ts';
import { formatTimeStampRequest } from '../time-stamp-request.ts';
import { bytesInMemory } from './source.ts';
import { verifyBundle } from './verify-bundle.ts';

const HEAD = 'heads/00000004.txt';
const STAMP = `${HEAD}.fake.tsr`;
/** The year 2100. */
const LONG_AFTER_AT_MS = 4_102_444_800_000;

describeWith(['openssl'], 'time stamps in a bundle', () => {
  let tsa: FakeTsa;
  beforeAll(async () => {
    tsa = await startFakeTsa();
  });
  afterAll(() => tsa.close());

  const stampOf = (text: Buffer) =>
    tsa.stamp(formatTimeStampRequest(createHash('sha256').update(text).digest(), Buffer.alloc(8, 1)));
  const verify = async (members: NonNullable<Forgery['members']>, roots = '', forgery: Forgery = {}) => {
    const bundle = handMadeBundle({ ...forgery, members });
    const files = [...bundle.members].map(([name, bytes]) => ({ name, bytes: bytesInMemory(bytes) }));
    const report = await verifyBundle({ kind: 'files', files }, { ...nodeTools(), stampRoots: roots });
    const told = report.findings
      .filter(({ where }) => where.startsWith('heads') && !where.endsWith('.txt'))
      .map(({ code, where }) => `${code} ${where}`);
    return { report, told };
  };
  const stampHead = (members: Map<string, Buffer>) =>
    void members.set(STAMP, stampOf(members.get(HEAD) ?? Buffer.alloc(0)));

  test('one of an authority that is trusted proves that the head existed by then', async () => {
    const { report, told } = await verify(stampHead, tsa.root);
    // the bundle was made by hand for a day long ago, and stamped now
    expect(told).toEqual([`stamp-late ${STAMP}`]);
    expect(report.heads.at(-1)?.stamps).toMatchObject([{ authority: 'fake', status: 'trusted' }]);
  });

  test('of an authority that nobody here knows, it is as good as its name', async () => {
    const { report, told } = await verify(stampHead);
    expect(told).toEqual([`stamp-unknown-root ${STAMP}`, `stamp-late ${STAMP}`, 'period-not-stamped heads']);
    expect(report.heads.at(-1)?.stamps).toMatchObject([{ status: 'unknown-root' }]);
  });

  test('a root that comes with the bundle alone is not trusted', async () => {
    const { report, told } = await verify((members) => {
      stampHead(members);
      members.set('keys/tsa-roots.pem', Buffer.from(tsa.root));
    });
    expect(told).toEqual([`stamp-root-of-bundle ${STAMP}`, `stamp-late ${STAMP}`, 'period-not-stamped heads']);
    expect(report.heads.at(-1)?.stamps).toMatchObject([{ status: 'unknown-root' }]);
  });

  test('one of another head is broken, as is one of which a byte changed', async () => {
    const foreign = await verify((members) => void members.set(STAMP, stampOf(Buffer.from('another'))), tsa.root);
    expect(foreign.told).toContain(`stamp-broken ${STAMP}`);
    const changed = await verify((members) => {
      const bytes = stampOf(members.get(HEAD) ?? Buffer.alloc(0));
      bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
      members.set(STAMP, bytes);
    }, tsa.root);
    expect(changed.told).toContain(`stamp-broken ${STAMP}`);
    expect(changed.report.status).toBe('broken');
  });

  test('of one head not any number is looked at', async () => {
    const { report } = await verify((members) => {
      for (let n = 0; n < 500; n += 1) members.set(`${HEAD}.a${n}.tsr`, Buffer.from('x'));
    });
    expect(report.heads.at(-1)?.stamps).toHaveLength(400);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'stamps-sampled', values: { checked: 400, all: 500 } }),
    );
  });

  test('a stamp without its head is told', async () => {
    const name = 'heads/00000009.txt.fake.tsr';
    const { told } = await verify((members) => void members.set(name, Buffer.from('x')), tsa.root);
    expect(told).toContain(`stamp-without-head ${name}`);
  });

  test('a head that was stamped before the time that it claims was prepared', async () => {
    const heads: Forgery['heads'] = (usual) =>
      usual.map((head) => (head.counter === 4 ? { ...head, atMs: LONG_AFTER_AT_MS } : head));
    const { told } = await verify(stampHead, tsa.root, { heads });
    expect(told).toContain(`stamp-before-head ${STAMP}`);
  });
});

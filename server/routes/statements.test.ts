import { beforeEach, describe, expect, test } from 'vitest';
import { parseLaneEntry } from '../../rules/journal/lane.ts';
import { parseStatementText, statementText } from '../../rules/statement/statement.ts';
import { evidenceSchema } from '../../rules/wire/evidence.ts';
import { measureOutage, START_AT_MS } from '../../test/fakes/kept.ts';
import { useKeptSite } from '../../test/fakes/kept-site.ts';
import { sha256Hex } from '../probe-key.ts';
import { statementCase } from '../statements/statement-case.ts';

const EVER = { fromAtMs: 0, toAtMs: Number.MAX_SAFE_INTEGER };
const PATH = '/owner/lines/home/statements';

const site = useKeptSite(async ({ keep }) => {
  await measureOutage(keep);
  keep.admin.publish('home', { live: true, evidence: true });
});
beforeEach(() => site.signIn());

const get = site.askAsOwner;
const send = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  site.post(path, fields, { headers: { 'accept-language': 'de', ...headers } });
const fields = (change: Record<string, string> = {}) => ({
  ...{ title: 'Ticket <4711>', source: 'Brief', zone: 'Europe/Berlin', exactToMs: '1000' },
  ...{ rows: `${stamp(-90)}; ${stamp(0)}; keine Störung; "alles gut"`, ...change },
});
/** Minutes from the start, in UTC. */
const stamp = (minutes: number) => `${new Date(START_AT_MS + minutes * 60_000).toISOString().slice(0, 19)}Z`;
const entered = () => site.kept.keep.statements.ofLine('home');
const idOf = () => entered()[0]?.statement.id ?? '';

describe('a statement of the provider', () => {
  test('is kept, hashed into the log, and laid beside the measurement', async () => {
    const answer = await send(PATH, fields());
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}/${idOf()}`]);
    const [one] = entered();
    expect(one && sha256Hex(statementText(one.statement))).toBe(one?.sha256);
    expect(one && parseStatementText(statementText(one.statement))).toEqual(one?.statement);
    const page = await (await get(`${PATH}/${idOf()}?lang=de`)).text();
    expect(page).toContain('Ticket &lt;4711&gt;');
    expect(page).toContain('Pakete blieben mindestens');
    expect(page).toContain('Widerspruch');
    const { store } = site.kept.keep;
    const line = store.line('home');
    const compared = line && one ? statementCase(store, line, one, EVER) : null;
    expect(compared?.comparison.findings.map(({ name }) => name)).toContain('denied');
    const exported = await get('/lines/home/evidence.json');
    const { statements } = evidenceSchema.parse(await exported.json());
    expect(statements).toMatchObject([
      { id: idOf(), sha256: one?.sha256, withdrawnAt: null, rows: [{ kind: 'no-outage' }] },
    ]);
  });

  test('is taken back by a new entry of the log; it stays to be read and is not compared any more', async () => {
    await send(PATH, fields());
    expect((await send(`${PATH}/${idOf()}/withdraw`)).status).toBe(303);
    await send(`${PATH}/${idOf()}/withdraw`);
    const [one] = entered();
    expect(one?.withdrawnAtMs).toBe(site.kept.clock.nowMs);
    const page = await (await get(`${PATH}/${idOf()}?lang=de`)).text();
    expect(page).toContain('zurückgenommen am');
    expect(page).not.toContain('Widerspruch');
    expect(laneStates()).toEqual(['entered', 'withdrawn']);
  });

  test('is refused with what is wrong, and what was typed stays', async () => {
    const answer = await send(`${PATH}?lang=de`, fields({ rows: 'gestern; -; Ausfall', source: '' }));
    const page = await answer.text();
    expect([answer.status, entered().length]).toEqual([400, 0]);
    for (const text of [
      'Zeile 1: Das ist kein Zeitpunkt',
      '(„gestern“)',
      'Hier fehlt eine Angabe',
      'gestern; -; Ausfall',
    ])
      expect(page).toContain(text);
  });

  test('is for the owner alone, and only forms of our own count', async () => {
    await send(PATH, fields());
    expect(await (await site.ask('/lines/home/evidence.json')).text()).not.toContain('4711');
    const stranger = await site.ask(`${PATH}/${idOf()}`);
    expect([303, 200]).toContain(stranger.status);
    expect(await stranger.text()).not.toContain('4711');
    expect((await send(PATH, fields(), { origin: 'https://evil.example' })).status).toBe(403);
    expect(entered()).toHaveLength(1);
    expect((await get(`${PATH}/ffffffffffff`)).status).toBe(404);
    expect((await get('/owner/lines/none/statements')).status).toBe(404);
    expect((await get(`${PATH}/../../`)).status).toBe(404);
  });
});

/** What the entries of the log say of statements, in their order. */
function laneStates(): string[] {
  return site.kept.laneTexts('home').flatMap((text) => {
    const parsed = parseLaneEntry(text);
    if (typeof parsed === 'string') throw new Error(parsed);
    const { content } = parsed.entry;
    return content.type === 'statement' ? [content.fields.state] : [];
  });
}

describe("the technician's page", () => {
  test('is there for the owner, not for strangers, and says what is not known as not known', async () => {
    const answer = await get('/lines/home/technician?lang=de');
    const page = await answer.text();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(page).toContain('Der Router nannte im Zeitraum keine Leitungswerte.');
    expect(page).toContain('Erstes Paket ohne Antwort');
    expect((await site.ask('/lines/home/technician')).status).toBe(404);
    expect((await get('/lines/home/technician?from=x')).status).toBe(400);
  });
});

import { describe, expect, test } from 'vitest';
import { MAIL_LEGS, MAIL_STATES, MAIL_VERDICTS } from '../../rules/mail/mail.ts';
import { MAIL_TAGS } from '../../rules/mail/mail-place.ts';
import * as mailVocabulary from '../../rules/mail/vocabulary.ts';
import { TARGET_ROLES } from '../../rules/method.ts';
import { CHAIN_LINKS, OUTAGE_TAGS, SNAPSHOT_MOMENTS } from '../../rules/outage/derived.ts';
import { CLOCK_STATES } from '../../rules/round.ts';
import { OUTCOMES } from '../../rules/sample.ts';
import { DECISION_TABLE } from '../../rules/verdict/decision-table.ts';
import { CONTINUITIES } from '../../rules/verdict/inputs.ts';
import { SIDES, STATES } from '../../rules/verdict/verdict.ts';
import { EVIDENCE_WORDS } from '../../rules/witness/chain.ts';
import * as vocabulary from '../../rules/witness/vocabulary.ts';
import { causeOf, commonWords } from './wording-common.ts';
import { dayWords } from './wording-day.ts';
import { doorWords } from './wording-door.ts';
import { evidenceWords } from './wording-evidence.ts';
import { FINDING_NAMES, findingOf } from './wording-findings.ts';
import { findingsDe } from './wording-findings-de.ts';
import { findingsEn } from './wording-findings-en.ts';
import { lineWords } from './wording-line.ts';
import { mailWords } from './wording-mail.ts';
import { mailSetupWords } from './wording-mail-setup.ts';
import { mailTerms } from './wording-mail-terms.ts';
import { oneMailWords } from './wording-one-mail.ts';
import { OUTCOME_NAMES, outageWords } from './wording-outage.ts';
import { qualityWords } from './wording-quality.ts';
import { setupWords } from './wording-setup.ts';
import { hintWords } from './wording-setup-hints.ts';
import { probeWords } from './wording-setup-probe.ts';
import { sharingWords } from './wording-sharing.ts';
import { statementWords } from './wording-statement.ts';
import { statusWords } from './wording-status.ts';
import { technicianWords } from './wording-technician.ts';
import { verifyWords } from './wording-verify.ts';
import { valueWords, witnessWords } from './wording-witness.ts';

/** Words of ours that no reader meets, and sentences that would say more than was measured. */
const FORBIDDEN = {
  de: /\b(lane|heads?|segmente?|verdict|runden?|phase|probe|coverage|offline|down)\b|rechtssicher|gerichtsfest|beweist/i,
  en: /\b(lanes?|heads?|segments?|verdicts?|rounds?|coverage|phase|proves?|guarantee[sd]?)\b|legally|is down/i,
};

const ALL = {
  de: {
    commonWords: commonWords.de,
    dayWords: dayWords.de,
    doorWords: doorWords.de,
    evidenceWords: evidenceWords.de,
    sharingWords: sharingWords.de,
    findings: findingsDe,
    lineWords: lineWords.de,
    mailSetupWords: mailSetupWords.de,
    mailTerms: mailTerms.de,
    mailWords: mailWords.de,
    oneMailWords: oneMailWords.de,
    outageWords: outageWords.de,
    qualityWords: qualityWords.de,
    valueWords: valueWords.de,
    witnessWords: witnessWords.de,
    setupWords: setupWords.de,
    statementWords: statementWords.de,
    technicianWords: technicianWords.de,
    hintWords: hintWords.de,
    probeWords: probeWords.de,
    statusWords: statusWords.de,
    verifyWords: verifyWords.de,
  },
  en: {
    commonWords: commonWords.en,
    dayWords: dayWords.en,
    doorWords: doorWords.en,
    evidenceWords: evidenceWords.en,
    sharingWords: sharingWords.en,
    findings: findingsEn,
    lineWords: lineWords.en,
    mailSetupWords: mailSetupWords.en,
    mailTerms: mailTerms.en,
    mailWords: mailWords.en,
    oneMailWords: oneMailWords.en,
    outageWords: outageWords.en,
    qualityWords: qualityWords.en,
    valueWords: valueWords.en,
    witnessWords: witnessWords.en,
    setupWords: setupWords.en,
    statementWords: statementWords.en,
    technicianWords: technicianWords.en,
    hintWords: hintWords.en,
    probeWords: probeWords.en,
    statusWords: statusWords.en,
    verifyWords: verifyWords.en,
  },
};

const SERVER_CAUSES = ['no-contact', 'server-offline', 'no-probe', 'first-contact', 'not-delivered', 'no-samples'];
/** Said of holes by the router, of faults at home, and by the owner. */
const LATER_CAUSES = [
  'power-cut-likely',
  'line-was-up',
  'router-or-lan-fault',
  'probe-lan-fault',
  'attributed-home',
  'not-observed',
];

/** Every sentence with its place; those that take values are filled with `7`. */
function sentences(words: unknown, place = ''): [string, string][] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words === 'function') {
    const filled = new Proxy({}, { get: () => '7' });
    const objects = /^\(\{/.test(String(words));
    return [[place, String(objects ? words(filled) : words('7', '7', '7', '7'))]];
  }
  if (typeof words !== 'object' || words === null) throw new Error(`bug: ${place} is no sentence`);
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${place}.${key}`));
}

/** The same in both languages by their nature. */
const SAME =
  /otherLanguage|verifyWords\.(progress|keys\.server|heads\.stamp)$|backEnd\.|title: ?7|\.dayWords\.title|(latency|figures|drawing)\.median|chain\.link|oneMailWords.*host/;

describe('words', () => {
  test('both languages have every sentence, and none is empty', () => {
    const [de, en] = [sentences(ALL.de), sentences(ALL.en)];
    expect(en.map(([place]) => place)).toEqual(de.map(([place]) => place));
    expect([...de, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(de.length).toBeGreaterThan(250);
  });

  test('no English sentence is a German one that was left', () => {
    const en = new Map(sentences(ALL.en));
    const left = sentences(ALL.de).filter(
      ([place, text]) => text.length > 4 && en.get(place) === text && !SAME.test(place),
    );
    expect(left).toEqual([]);
  });

  test.each(['de', 'en'] as const)('%s: the words of the workshop do not appear', (language) => {
    expect(sentences(ALL[language]).filter(([, text]) => FORBIDDEN[language].test(text))).toEqual([]);
  });

  test('German quotes nothing in straight marks and breaks no number from its sentence', () => {
    expect(sentences(ALL.de).filter(([, text]) => /["']/.test(text))).toEqual([]);
    expect(sentences(ALL.en).filter(([, text]) => /["']/.test(text))).toEqual([]);
  });
});

describe('what the rules can say', () => {
  test('every row of the decision table has its words', () => {
    const unknown = DECISION_TABLE.filter((row) => !FINDING_NAMES.some((name) => name === row.verdict));
    expect(unknown.map((row) => row.verdict)).toEqual([]);
  });

  test('every finding says what it means, how sure it is, and for none of them the same', () => {
    for (const findings of [findingsDe, findingsEn]) {
      for (const part of ['title', 'meaning', 'sure'] as const)
        expect(new Set(Object.values(findings).map((finding) => finding[part])).size).toBe(FINDING_NAMES.length);
    }
  });

  test('between the router and the provider’s network, wiring and modem are never excluded', () => {
    expect(outageWords.de.limits.access).toMatch(/Leitung im Haus.*Modem im Router.*nicht ausschließen/);
    expect(outageWords.en.limits.access).toMatch(/wiring in the house.*modem in the router.*cannot be excluded/);
  });

  test('every side, state, witness, link, tag, moment, state of the clock and word of a witness has its words', () => {
    for (const language of ['de', 'en'] as const) {
      const witness = witnessWords[language];
      const lists: [Record<string, string>, readonly string[]][] = [
        [commonWords[language].side, SIDES],
        [outageWords[language].limits, SIDES],
        [commonWords[language].state, STATES],
        [witness.witness, ['probe', ...TARGET_ROLES]],
        [witness.chain.link, CHAIN_LINKS],
        [witness.chain.hint, CHAIN_LINKS],
        [witness.tag, OUTAGE_TAGS],
        [witness.snapshots.moment, SNAPSHOT_MOMENTS],
        [witness.clock.state, CLOCK_STATES],
        [witness.says, EVIDENCE_WORDS],
      ];
      for (const [words, names] of lists) expect(Object.keys(words).sort()).toEqual([...names].sort());
    }
  });

  test('every verdict, state, leg, side, reason, tag, folder and word of test mails has its words', () => {
    const { MATCHES, FOLDERS, HOP_OWNERS, DSN_ACTIONS, SUBMIT_STAGES, SUBMIT_READINGS } = mailVocabulary;
    const { CONFIG_REASONS, UNREACHABLE_REASONS, UNTESTED_REASONS, BLIND_REASONS } = mailVocabulary;
    const reasons = [...CONFIG_REASONS, ...UNREACHABLE_REASONS, ...UNTESTED_REASONS, ...BLIND_REASONS];
    for (const language of ['de', 'en'] as const) {
      const terms = mailTerms[language];
      const lists: [Record<string, unknown>, readonly string[]][] = [
        [terms.verdict, MAIL_VERDICTS],
        [terms.state, MAIL_STATES],
        [terms.leg, MAIL_LEGS],
        [terms.limit, MAIL_LEGS],
        [terms.side, SIDES],
        [terms.reason, [...new Set(reasons)]],
        [terms.tag, MAIL_TAGS],
        [terms.folder, FOLDERS],
        [terms.stage, SUBMIT_STAGES],
        [terms.part, SUBMIT_READINGS],
        [terms.match, MATCHES],
        [terms.owner, HOP_OWNERS],
        [terms.action, DSN_ACTIONS],
      ];
      for (const [words, names] of lists) expect(Object.keys(words).sort()).toEqual([...names].sort());
    }
  });

  test('a hand-over that took long blames nobody', () => {
    expect(mailTerms.de.limit['hand-over']).toMatch(/sagt nicht, wer sie festhielt/);
    expect(mailTerms.en.limit['hand-over']).toMatch(/does not say who held it/);
  });

  test('every reading and every word of a router has its words', () => {
    const { ROUTER_READINGS, ...words } = vocabulary;
    for (const language of ['de', 'en'] as const) {
      const { name, word } = valueWords[language];
      expect(ROUTER_READINGS.filter((reading) => name[reading] === undefined)).toEqual([]);
      expect(
        Object.values(words)
          .flat()
          .filter((one) => word[one] === undefined),
      ).toEqual([]);
    }
  });

  test('every cause of not measuring has its words', () => {
    const silent = CONTINUITIES.filter((name) => name !== 'ok' && name !== 'na' && causeOf(name, 'de') === null);
    expect(silent).toEqual([]);
    for (const cause of [...SERVER_CAUSES, ...LATER_CAUSES]) expect(causeOf(cause, 'en'), cause).not.toBeNull();
  });

  test('every outcome of a sample has its words', () => {
    expect([...OUTCOME_NAMES].sort()).toEqual([...OUTCOMES].sort());
  });

  test('a name of a newer version reads as not conclusive, never as nothing', () => {
    expect(findingOf('gravity-lost', 'de')).toEqual(findingsDe.unknown);
    expect(causeOf('gravity-lost', 'de')).toBeNull();
  });
});

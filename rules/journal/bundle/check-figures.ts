import type { Method } from '../../method.ts';
import type { Span } from '../../statement/measured.ts';
import type { BundleIndex } from '../../wire/bundle.ts';
import { type EvidenceJson, evidenceSchema } from '../../wire/evidence.ts';
import type { LaneEntry } from '../lane.ts';
import { MAX_SEGMENT_CHARS, type Segment } from '../segment.ts';
import type { Check } from './check.ts';
import type { Events } from './check-events.ts';
import { readAs } from './check-index.ts';
import { checkMail } from './check-mail.ts';
import { readSegmentText, segmentMembers } from './check-segments.ts';
import { checkStatements } from './check-statements.ts';
import { compareFigures, saidClocks } from './compare-figures.ts';
import type { MailLog } from './mail-log.ts';
import { reasonOf } from './reading.ts';
import { instantMs, openRecompute } from './recompute.ts';
import type { Recomputed } from './recomputed.ts';
import type { BundleFinding, BundleReport } from './report.ts';
import { signedTexts } from './signed-bytes.ts';

const EVIDENCE = 'derived/evidence.json';
const MAX_EVIDENCE_BYTES = 32_000_000;

/** The figures, computed again while the segments are read. */
export type Figures = {
  take: (segment: Segment) => Promise<void> | undefined;
  end: (events: Events) => Promise<BundleReport['recomputed']>;
};

export function openFigures(
  check: Check,
  { index, methods, mailLog }: { index: BundleIndex; methods: ReadonlyMap<string, Method>; mailLog: MailLog },
): Figures {
  const { findings, tools } = check;
  const input = { index, methods, sha256: tools.sha256Text, reread: (from: number) => reread(check, methods, from) };
  const recompute = openRecompute(input, mailLog);
  let isGivenUp = false;
  const giveUp = (error: unknown) => {
    if (!isGivenUp) findings.add('figures-not-computed', EVIDENCE, { why: reasonOf(error) });
    isGivenUp = true;
  };
  const endOf = (events: readonly LaneEntry[]): Recomputed | null => {
    try {
      const { recomputed, findings: found } = recompute.end(events);
      findings.addAll(found);
      return recomputed;
    } catch (error) {
      giveUp(error);
      return null;
    }
  };
  return {
    take: (segment) => {
      if (isGivenUp) return undefined;
      try {
        return recompute.take(segment)?.catch(giveUp);
      } catch (error) {
        giveUp(error); // rounds that no line can give
        return undefined;
      }
    },
    end: async ({ list }) => {
      const evidence = await readEvidence(check, index);
      const recomputed = isGivenUp ? null : endOf(list);
      try {
        if (recomputed && evidence) findings.addAll(compareFigures(evidence, recomputed));
        const period = periodOf(index);
        if (recomputed && evidence)
          findings.addAll(mailFindings({ index, mailLog, tools, events: list }, evidence, recomputed));
        const measured = recomputed && evidence && measuredFor(evidence, recomputed);
        await checkStatements(check, { said: evidence?.statements, events: list, methods, measured, period });
      } catch (error) {
        giveUp(error);
      }
      return recomputed && summaryOf(recomputed);
    },
  };
}

/** The segments as they were given, from one on: read and parsed anew, for rounds of a year would fill the memory. */
async function* reread(
  { reading, tools }: Check,
  methods: ReadonlyMap<string, Method>,
  from: number,
): AsyncGenerator<Segment> {
  let at = 0;
  for (const member of segmentMembers(reading.names)) {
    for await (const texts of signedTexts(reading.again(member), MAX_SEGMENT_CHARS, tools)) {
      for (const { text } of texts) {
        const read = readSegmentText(text, methods);
        if (typeof read === 'string') continue;
        if (at >= from) yield read.segment;
        at += 1;
      }
    }
  }
}

async function readEvidence({ reading, findings }: Check, index: BundleIndex): Promise<EvidenceJson | null> {
  const text = await reading.text(EVIDENCE, MAX_EVIDENCE_BYTES);
  if (text === null) return null;
  const parsed = readAs(evidenceSchema, text);
  if ('why' in parsed) {
    findings.add('evidence-unreadable', EVIDENCE, { why: parsed.why });
    return null;
  }
  const { line, period, simulated, madeAt, serverPublicKey } = parsed.data;
  const pairs = [
    ['line', line.id, index.line.id],
    ['zone', line.zone, index.line.zone],
    ['period fromAt', period.fromAt, index.period.fromAt],
    ['period toAt', period.toAt, index.period.toAt],
    ['period fromDay', period.fromDay, index.period.fromDay],
    ['period toDay', period.toDay, index.period.toDay],
    ['simulated', String(simulated), String(index.simulated)],
    ['madeAt', madeAt, index.asOfAt],
    ['serverPublicKey', serverPublicKey, index.serverPublicKey],
  ] as const;
  for (const [figure, said, computed] of pairs) {
    if (said !== computed) findings.add('figure-differs', EVIDENCE, { figure, said, computed });
  }
  return parsed.data;
}

function periodOf({ period }: BundleIndex): Span {
  return { fromAtMs: instantMs(period.fromAt), toAtMs: instantMs(period.toAt) };
}

function mailFindings(
  {
    index,
    mailLog,
    tools,
    events,
  }: { index: BundleIndex; mailLog: MailLog; tools: Check['tools']; events: readonly LaneEntry[] },
  { mail }: EvidenceJson,
  { measuredAtMs }: Recomputed,
): BundleFinding[] {
  if (mail === undefined) return [];
  const { firstEntry } = index.lane;
  const isWhole = events.filter(({ entry }) => entry < firstEntry).length === firstEntry - 1;
  return checkMail({
    said: mail,
    told: mailLog.end(),
    line: index.line.id,
    period: periodOf(index),
    asOfMs: instantMs(index.asOfAt),
    measuredAtMs,
    isWhole,
    sha256: tools.sha256Text,
  });
}

/** What statements are held against: with the clocks that the document names, where the bundle alone can't know them. */
function measuredFor(evidence: EvidenceJson, recomputed: Recomputed): Recomputed['measured'] {
  const clocks = saidClocks(evidence, recomputed);
  const { measured } = recomputed;
  return {
    ...measured,
    outages: (fromAtMs, toAtMs) =>
      measured.outages(fromAtMs, toAtMs).map((outage) => {
        const clock = clocks.get(outage.id);
        return clock ? { ...outage, clock } : outage;
      }),
  };
}

function summaryOf({ outages, sums, availability }: Recomputed): BundleReport['recomputed'] {
  const { downMinMs, downMaxMs, unknownMs } = sums;
  return { outages: outages.length, downMinMs, downMaxMs, unknownMs, coverageRatio: availability.coverageRatio };
}

import type { Database } from './open-database.ts';

/** A row of `lines` as it is worked with. */
export type LineRow = {
  seq: number;
  id: string;
  name: string;
  provider: string;
  zone: string;
  isLivePublished: boolean;
  isEvidencePublished: boolean;
  liveDelayMinutes: number;
  version: number;
  laneEntries: number;
  laneSha256: string;
  packedEntries: number;
  silentSinceAtMs: number | null;
  silenceSelfCheck: 'reachable' | 'unreachable' | 'not-checked' | null;
  silenceWrittenAtMs: number | null;
};

/** A row of `probes` as it is worked with. */
export type ProbeRow = {
  seq: number;
  id: string;
  line: string;
  publicKey: string;
  enrolledAtMs: number;
  retiredAtMs: number | null;
  firstNumber: number;
  lastNumber: number;
  chainSha256: string;
  lastContactAtMs: number | null;
};

/**
 * Lines and probes in memory: read once, changed in place inside a transaction, written back at its end (a transaction
 * of 60 segments of one line writes its row once). Whoever changes a row calls `touch`. After a rollback, or when another
 * process wrote, everything is forgotten and read again.
 */
export type Books = {
  lines(): LineRow[];
  line(id: string): LineRow | null;
  probe(id: string): ProbeRow | null;
  /** All probes that the line ever had, oldest first. */
  probesOf(line: string): ProbeRow[];
  /** The probe of the line that is not retired. */
  activeProbe(line: string): ProbeRow | null;
  /** The probe that the line had at that instant, retired or not. */
  probeAt(line: string, atMs: number): ProbeRow | null;
  touch(row: LineRow | ProbeRow): void;
  /** Writes what was touched; inside the transaction, at its end. */
  flush(): void;
  forget(): void;
};

type RawLine = Omit<LineRow, 'isLivePublished' | 'isEvidencePublished'> & {
  isLivePublished: number;
  isEvidencePublished: number;
};

const LINES = `SELECT l.seq, l.id, l.name, p.name AS provider, l.zone, l.is_live_published AS isLivePublished,
  l.is_evidence_published AS isEvidencePublished, l.live_delay_minutes AS liveDelayMinutes, l.version, l.lane_entries AS laneEntries, l.lane_sha256 AS laneSha256,
  l.packed_entries AS packedEntries, l.silent_since_at_ms AS silentSinceAtMs,
  l.silence_self_check AS silenceSelfCheck, l.silence_written_at_ms AS silenceWrittenAtMs
  FROM lines l JOIN providers p ON p.id = l.provider_id ORDER BY l.seq`;
const PROBES = `SELECT seq, id, line, public_key AS publicKey, enrolled_at_ms AS enrolledAtMs,
  retired_at_ms AS retiredAtMs, first_number AS firstNumber, last_number AS lastNumber, chain_sha256 AS chainSha256,
  last_contact_at_ms AS lastContactAtMs FROM probes ORDER BY seq`;

export function openBooks(database: Database): Books {
  const selectLines = database.prepare<[], RawLine>(LINES);
  const selectProbes = database.prepare<[], ProbeRow>(PROBES);
  const updateLine = database.prepare<[LineRow]>(`UPDATE lines SET version = @version, lane_entries = @laneEntries,
    lane_sha256 = @laneSha256, packed_entries = @packedEntries, silent_since_at_ms = @silentSinceAtMs,
    silence_self_check = @silenceSelfCheck, silence_written_at_ms = @silenceWrittenAtMs WHERE seq = @seq`);
  const updateProbe = database.prepare<[ProbeRow]>(`UPDATE probes SET retired_at_ms = @retiredAtMs,
    last_number = @lastNumber, chain_sha256 = @chainSha256, last_contact_at_ms = @lastContactAtMs WHERE seq = @seq`);
  let known: { lines: Map<string, LineRow>; probes: Map<string, ProbeRow> } | null = null;
  const touched = new Set<LineRow | ProbeRow>();
  const read = () => {
    known ??= {
      lines: new Map(selectLines.all().map((row) => [row.id, lineRow(row)])),
      probes: new Map(selectProbes.all().map((row) => [row.id, row])),
    };
    return known;
  };
  return {
    lines: () => [...read().lines.values()],
    line: (id) => read().lines.get(id) ?? null,
    probe: (id) => read().probes.get(id) ?? null,
    probesOf: (line) => [...read().probes.values()].filter((probe) => probe.line === line),
    activeProbe: (line) => {
      for (const probe of read().probes.values()) if (probe.line === line && probe.retiredAtMs === null) return probe;
      return null;
    },
    probeAt: (line, atMs) => {
      for (const probe of read().probes.values()) if (probe.line === line && isLineProbeAt(probe, atMs)) return probe;
      return null;
    },
    touch: (row) => touched.add(row),
    flush: () => {
      for (const row of touched) {
        if ('laneEntries' in row) updateLine.run(plain(row));
        else updateProbe.run(row);
      }
      touched.clear();
    },
    forget: () => {
      known = null;
      touched.clear();
    },
  };
}

function isLineProbeAt({ enrolledAtMs, retiredAtMs }: ProbeRow, atMs: number): boolean {
  return atMs >= enrolledAtMs && (retiredAtMs === null || atMs < retiredAtMs);
}

function lineRow(raw: RawLine): LineRow {
  return { ...raw, isLivePublished: raw.isLivePublished === 1, isEvidencePublished: raw.isEvidencePublished === 1 };
}

/** SQLite has no booleans to bind; the statement does not name those two. */
function plain(row: LineRow): LineRow {
  return { ...row, isLivePublished: 0, isEvidencePublished: 0 } as unknown as LineRow; // only bound, never read
}

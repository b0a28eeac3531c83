/** What `probe.yaml` and the environment say, checked. */
export type ProbeConfig = {
  /** Folder of key, journal, methods; absolute. */
  dataDir: string;
  /** Far targets in place of the defaults; null = defaults. */
  targets: { address: string; network: string }[] | null;
  /** Distance of two attempts at one far target. */
  farSpacingMs: number;
  gateway: 'auto' | 'none' | { addresses: string[] };
  /** Addresses of the resolvers to ask; null = the system's. */
  resolvers: string[] | null;
  families: (4 | 6)[];
  backEnd: 'auto' | 'fping' | 'ping' | 'tcp' | 'dns';
  extra: { kind: string; spacingMs: number; settings: Record<string, unknown> }[];
  /** A segment closes after this when all is well. */
  segmentMs: number;
  journalMaxBytes: number;
};

/** Reads `probe.yaml` in the data folder (PROBE_DATA_DIR, else DATA_DIR/probe, else data/probe); a missing file means defaults. Returns the config or one sentence naming file, line and key. */
export function readProbeConfig(env: Record<string, string | undefined>): ProbeConfig | string {
  return `not built yet ${env['DATA_DIR']}`;
}

/** What every export says of itself. Apart from the schema (evidence.ts), which only readers of documents need to load. */
export const EVIDENCE_FORMAT = 'linewitness-evidence/1';

/** Stands on every export, word by word. */
export const STATEMENT = {
  de: 'Dokumentierte Messung der Erreichbarkeit; kein Gutachten, kein zertifiziertes Verfahren.',
  en: 'Documented measurement of reachability; no expert opinion, no certified procedure.',
} as const;

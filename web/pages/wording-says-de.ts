import type { EvidenceWord } from '../../rules/witness/chain.ts';

/** What a witness said of a part of the way, in German: goes after the witness's name and a colon. */
export const saysDe: Record<EvidenceWord, string> = {
  measured: 'hat durchgehend gemessen',
  answered: 'Antwort',
  silent: 'keine Antwort',
  mixed: 'nur zum Teil Antwort',
  restarted: 'neu gestartet',
  'sync-up': 'DSL-Verbindung steht',
  'sync-down': 'keine DSL-Verbindung',
  'sync-began': 'DSL-Verbindung neu aufgebaut',
  'sync-lasted': 'DSL-Verbindung hielt durchgehend',
  'session-up': 'eingewählt',
  'session-stuck': 'meldet sich eingewählt, aber der Sekundenzähler stand still; nicht geglaubt',
  'session-down': 'nicht eingewählt',
  'session-refused': 'Anmeldung abgelehnt',
  'session-ended-by-user': 'Verbindung am Router getrennt',
  'session-began': 'neue Einwahl',
  'session-lasted': 'Einwahl hielt durchgehend',
  'access-mobile': 'Pakete gehen über Mobilfunk',
  'not-believed': 'eine Angabe, der Pakete oder die eigenen Zähler widersprechen; nicht geglaubt',
};

import type { EvidenceWord } from '../../rules/witness/chain.ts';

/** What a witness said of a part of the way, in English: goes after the witness's name and a colon. */
export const saysEn: Record<EvidenceWord, string> = {
  measured: 'measured all along',
  answered: 'answered',
  silent: 'no answer',
  mixed: 'answered in part only',
  restarted: 'restarted',
  'sync-up': 'DSL link is up',
  'sync-down': 'no DSL link',
  'sync-began': 'DSL link set up anew',
  'sync-lasted': 'DSL link lasted throughout',
  'session-up': 'session is up',
  'session-stuck': 'claims a session, but its seconds stood still; not believed',
  'session-down': 'no session',
  'session-refused': 'login refused',
  'session-ended-by-user': 'connection cut at the router',
  'session-began': 'new session',
  'session-lasted': 'session lasted throughout',
  'access-mobile': 'packets go over the mobile network',
  'not-believed': 'a statement that packets or its own counters contradict; not believed',
};

/** What a witness can say of a part of the way, in English: goes after the witness's name. */
export const saysEn: Record<string, string> = {
  answered: 'answered',
  silent: 'did not answer',
  'sync-up': 'reported a standing DSL link',
  'sync-down': 'reported the DSL link as down',
  'session-connecting': 'tried to set up a session',
  'session-disconnected': 'reported the session as disconnected',
  'session-restarted': 'began a new session',
};

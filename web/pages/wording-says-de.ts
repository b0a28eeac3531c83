/** What a witness can say of a part of the way, in German: goes after the witness's name. */
export const saysDe: Record<string, string> = {
  answered: 'antwortete',
  silent: 'antwortete nicht',
  'sync-up': 'meldete eine stehende DSL-Verbindung',
  'sync-down': 'meldete die DSL-Verbindung als getrennt',
  'session-connecting': 'versuchte sich einzuwählen',
  'session-disconnected': 'meldete die Einwahl als getrennt',
  'session-restarted': 'wählte sich neu ein',
};

/** One open page. `send` returns false when its stream is gone. */
export type EventClient = {
  /** Whether news about the line may be told, asked anew each time: a line may be unpublished meanwhile. */
  wants: (line: string) => boolean;
  send: (text: string) => boolean;
  end: () => void;
};

export type EventHub = {
  /** Returns the way out; null when the limit is reached. */
  join: (client: EventClient) => (() => void) | null;
  /** Something shown of the line changed; told at most once a second for each line. */
  changed: (line: string) => void;
  count: () => number;
  close: () => void;
};

/** So a page knows that the server still lives; also keeps proxies from closing a quiet connection. */
export const HEARTBEAT_MS = 15_000;
const MIN_SPACING_MS = 1000;

/** Open pages and what they are told. Timers do not keep the process alive. */
export function createEventHub(maxClients: number): EventHub {
  const clients = new Set<EventClient>();
  const pending = new Map<string, NodeJS.Timeout>();
  const tell = (text: string, isFor: (client: EventClient) => boolean) => {
    for (const client of clients) if (isFor(client) && !client.send(text)) clients.delete(client);
  };
  const heartbeat = setInterval(() => tell('event: beat\ndata: {}\n\n', () => true), HEARTBEAT_MS);
  heartbeat.unref();

  const announce = (line: string) => tell(`data: ${JSON.stringify({ line })}\n\n`, (client) => client.wants(line));
  return {
    join: (client) => {
      if (clients.size >= maxClients) return null;
      clients.add(client);
      return () => clients.delete(client);
    },
    changed: (line) => {
      if (pending.has(line)) return;
      // the first news waits a moment as well: an upload of a backlog is one change for a reader, not hundreds
      const timer = setTimeout(() => {
        pending.delete(line);
        announce(line);
      }, MIN_SPACING_MS);
      pending.set(line, timer.unref());
    },
    count: () => clients.size,
    close: () => {
      clearInterval(heartbeat);
      for (const timer of pending.values()) clearTimeout(timer);
      for (const client of clients) client.end();
      clients.clear();
    },
  };
}

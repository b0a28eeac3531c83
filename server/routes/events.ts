import { Hono } from 'hono';
import { AppError, notFound } from '../app-error.ts';
import type { EventHub } from '../event-hub.ts';
import { askingOf, type Site, type SiteEnv } from '../site.ts';
import { type Asker, type Asking, askerOf } from '../visibility.ts';

/** `/events?line=LINE`: one message for each change of the line (of every visible line without `line`), and a beat every 15 s. */
export function eventRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get('/events', (c) => {
    const wanted = c.req.query('line') ?? null;
    if (wanted !== null && site.lines.live(c.get('asker'), wanted) === null) throw notFound();
    const headers = {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no', // nginx would hold the messages back
    };
    // nobody reads the stream of a HEAD, so nobody would ever end it
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const stillAsker = askerAgain(site, askingOf(c));
    const stream = openStream(site.events, {
      wants: (line) => (wanted === null || wanted === line) && mayHear(site, stillAsker(), line),
    });
    if (stream === null) throw new AppError('busy', 'as many pages as this server keeps up to date are open already');
    return c.body(stream, 200, headers);
  });
  return routes;
}

/** When something changed is told only to who may see it at once: for a delayed line strangers hear the beat alone. */
function mayHear(site: Site, asker: Asker, id: string): boolean {
  const line = site.lines.live(asker, id);
  return line !== null && (asker !== 'visitor' || line.liveDelayMinutes === 0);
}

/** A connection outlives a sign-out; the right to know does not. The peer is remembered, the socket may be gone. */
function askerAgain(site: Site, asking: Asking): () => Asker {
  const cookie = asking.header('cookie');
  const kept: Asking = { ...asking, header: (name) => (name === 'cookie' ? cookie : asking.header(name)) };
  return () => askerOf(kept, site.rule);
}

/** A slow reader is dropped rather than remembered: it reconnects and fetches the page as it is then. */
const MAX_QUEUED = 16;

function openStream(hub: EventHub, filter: { wants: (line: string) => boolean }): ReadableStream<Uint8Array> | null {
  const encoder = new TextEncoder();
  let leave: (() => void) | null = null;
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened;
        opened.enqueue(encoder.encode('retry: 5000\nevent: beat\ndata: {}\n\n'));
      },
      cancel: () => leave?.(),
    },
    new CountQueuingStrategy({ highWaterMark: MAX_QUEUED }),
  );
  leave = hub.join({
    ...filter,
    send: (text) => {
      if (controller === null || (controller.desiredSize ?? 0) <= 0) return endStream(controller);
      controller.enqueue(encoder.encode(text));
      return true;
    },
    end: () => endStream(controller),
  });
  return leave === null ? null : stream;
}

function endStream(controller: ReadableStreamDefaultController<Uint8Array> | null): false {
  try {
    controller?.close();
  } catch {
    // closed by the other end in the same moment
  }
  return false;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { makeStoryHistory } from '../generator/story-history.ts';
import { fetchTimed } from './fetch-timed.ts';
import { atMost, type Figure, info, progress, runAlone, show } from './figures.ts';
import { startServer } from './server-process.ts';

/** What a browser must have before it can paint the line page: the HTML and the style sheets it names, compressed. */
export async function pageWeight(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linewitness-bench-'));
  progress('making 40 days of the story, with the outage and 60 drop-outs');
  const { line } = await makeStoryHistory(dataDir, Date.now(), 40);
  const server = await startServer(dataDir);
  try {
    const figures: Figure[] = [];
    for (const encoding of ['gzip', 'br']) {
      const page = await fetchWeighed(`${server.url}/lines/${line}`, encoding);
      let bytes = page.bytes;
      for (const sheet of sheetsIn(page.text)) bytes += (await fetchWeighed(server.url + sheet, encoding)).bytes;
      const how = `bytes of the bodies with accept-encoding: ${encoding}; 40 days of the story; HTML ${show(page.bytes / 1000)} kB of ${show(page.text.length / 1000)} kB, sheets ${show((bytes - page.bytes) / 1000)} kB`;
      figures.push(
        encoding === 'gzip'
          ? atMost('first paint of the line page', bytes / 1024, { limit: 30, unit: 'KB', how })
          : info('the same with Brotli', `${show(bytes / 1024)} KB`, how),
      );
    }
    return figures;
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function fetchWeighed(url: string, encoding: string): Promise<{ bytes: number; text: string }> {
  const { body } = await fetchTimed(url, { 'accept-encoding': encoding, 'accept-language': 'de' });
  return { bytes: body.length, text: decode(body).toString('utf8') };
}

/** By its first bytes, for the server may choose another encoding than the one asked for. */
function decode(body: Buffer): Buffer {
  if (body.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b]))) return gunzipSync(body);
  if (body.subarray(0, 4).equals(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]))) return zstdDecompressSync(body);
  if (body.subarray(0, 1).toString() === '<') return body;
  try {
    return brotliDecompressSync(body);
  } catch {
    return body; // plain text has no mark
  }
}

function sheetsIn(html: string): string[] {
  return [...html.matchAll(/<link\b[^>]*rel="?stylesheet"?[^>]*>/g)].flatMap(
    ([tag]) => /href="([^"]+)"/.exec(tag)?.[1] ?? [],
  );
}

if (import.meta.main) await runAlone(pageWeight);

import { get } from 'node:http';

/** One GET over a new connection; throws unless it is answered with 200. Time from connecting to the last byte. */
export function fetchTimed(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ elapsedMs: number; body: Buffer }> {
  return new Promise((settle, fail) => {
    const startedTickMs = performance.now();
    get(url, { agent: false, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const elapsedMs = performance.now() - startedTickMs;
        if (response.statusCode === 200) settle({ elapsedMs, body: Buffer.concat(chunks) });
        else fail(new Error(`GET ${url} was answered with ${response.statusCode}`));
      });
    }).on('error', fail);
  });
}

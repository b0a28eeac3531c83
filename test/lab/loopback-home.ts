import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Far targets of a probe whose whole internet is loopback. */
export const LOOPBACK_FAR = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5', '127.0.0.6'];

/** Settings of a probe that asks those by TCP on `port` and reports every few seconds; `folder` is its DATA_DIR. */
export function writeLoopbackProbe(folder: string, port: number): void {
  mkdirSync(join(folder, 'probe'), { recursive: true });
  const targets = LOOPBACK_FAR.map(
    (address, index) => `  - { address: ${address}, network: net-${index}, port: ${port} }\n`,
  );
  const text = `targets:\n${targets.join('')}gateway: 127.0.0.1\nresolvers: []\nbackEnd: tcp\nfamilies: [ipv4]\nsegmentSeconds: 5\n`;
  writeFileSync(join(folder, 'probe', 'probe.yaml'), text);
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

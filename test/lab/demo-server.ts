import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_OUTPUT, watchProgram } from './programs.ts';

/** The bundled demo, running. */
export type DemoServer = { origin: string; linePath: string; output(): string; close(): Promise<void> };

/** Starts the demo on a free port and waits until it has told its story (made once a day, then kept). */
export async function startDemo(dayCount: number): Promise<DemoServer> {
  const bundle = join(import.meta.dirname, '../../dist/demo.mjs');
  if (!existsSync(bundle)) throw new Error('dist/demo.mjs is missing: run "npm run build" first, as "npm test" does');
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', DEMO_DAYS: String(dayCount) };
  const program = watchProgram(spawn(process.execPath, [bundle], { ...KEPT_OUTPUT, env }));
  try {
    const [, port = '', linePath = ''] = await program.sees(/http:\/\/[^/]+:(\d+)(\/lines\/[a-z0-9-]+)/, 300_000);
    return {
      origin: `http://127.0.0.1:${port}`,
      linePath,
      output: program.output,
      async close() {
        await program.end();
      },
    };
  } catch (error) {
    await program.end('SIGKILL');
    throw error;
  }
}

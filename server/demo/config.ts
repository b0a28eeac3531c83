import { tmpdir } from 'node:os';
import { z } from 'zod';
import { readConfig, type ServerConfig } from '../config.ts';

/** Settings of the demo: those of the server that make sense for it, and two of its own. */
export type DemoConfig = {
  server: ServerConfig;
  /** Tells only the last days of the story (tests); null = all of it. */
  dayCount: number | null;
  /** Makes the story anew although it was made before (after a change of the program that runs from source). */
  isFresh: boolean;
  temporaryFolder: string;
};

const dayCountSchema = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a number of days from 1 to 999')
  .transform(Number);

/** The settings, or one sentence for each variable that is wrong. */
export function readDemoConfig(env: Record<string, string | undefined> = process.env): DemoConfig | string[] {
  // the demo looks at nothing beyond this machine, and keeps nothing
  const { PORT, HOST, PUBLIC_URL } = env;
  const server = readConfig({ PORT, HOST, PUBLIC_URL, SELF_CHECK_TARGETS: '', TIME_STAMP_AUTHORITIES: '' });
  const days = env['DEMO_DAYS'] ? dayCountSchema.safeParse(env['DEMO_DAYS']) : null;
  if (Array.isArray(server)) return server;
  if (days && !days.success) return [`DEMO_DAYS is "${env['DEMO_DAYS']}", but ${days.error.issues[0]?.message}`];
  return {
    server,
    dayCount: days?.data ?? null,
    isFresh: env['DEMO_FRESH'] === '1',
    temporaryFolder: tmpdir(),
  };
}

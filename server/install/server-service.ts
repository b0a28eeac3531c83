import { join } from 'node:path';
import { NODE_START } from '../../install/node-flags.ts';
import type { ServicePlan } from '../../install/service-plan.ts';
import { isInUse } from '../store/copy-database.ts';

const DATA_DIR = '/var/lib/linewitness';
const DATABASE = 'linewitness.sqlite';

const SETTINGS_HINT = `# Settings of the Linewitness server, NAME=value a line; then: sudo systemctl restart linewitness-server
#HOST=0.0.0.0
#PORT=8080
#PUBLIC_URL=https://status.example.org
`;

/** Parts of the project that the server needs while it runs, as in the Dockerfile. */
const PROGRAM_PARTS = [
  'package.json',
  'dist',
  'drizzle/migrations',
  'node_modules/better-sqlite3/package.json',
  'node_modules/better-sqlite3/lib',
  'node_modules/better-sqlite3/prebuilds',
];

/** The server as a service. `rootDir` is the project's folder, built; `oldDataDir` the server's own folder of earlier runs. */
export function serverService(rootDir: string, oldDataDir: string): ServicePlan {
  const dataDir = join(DATA_DIR, 'server');
  return {
    name: 'linewitness-server',
    unit: {
      description: 'Linewitness server: keeps and shows what the probes measured',
      user: 'linewitness-server',
      stateDirectory: 'linewitness/server',
      environment: { NODE_ENV: 'production', DATA_DIR, ...NODE_START.server.env },
      capabilities: [],
      memoryMaxMegabytes: 256,
      tasksMax: 64,
      oomScoreAdjust: 0,
    },
    flags: NODE_START.server.flags,
    programFiles: PROGRAM_PARTS.map((part) => ({ from: join(rootDir, part), to: part })),
    program: 'dist/server.mjs',
    oldDataDir: oldDataDir === dataDir ? null : oldDataDir,
    dataMark: DATABASE,
    settingsHint: SETTINGS_HINT,
    busyProblem: async (folder) => busyProblem(folder),
  };
}

function busyProblem(folder: string): string | null {
  try {
    return isInUse(join(folder, DATABASE))
      ? `the server is running with ${folder}; stop it first (Ctrl+C where "npm start" or "npm run server" runs)`
      : null;
  } catch {
    return null; // no database, nothing in use
  }
}

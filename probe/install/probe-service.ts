import { NODE_START } from '../../install/node-flags.ts';
import type { ServicePlan } from '../../install/service-plan.ts';
import { isProbeRunning } from '../instance-lock.ts';

/** Where the service keeps what it measured. */
export const SERVICE_DATA_DIR = '/var/lib/linewitness/probe';

const SETTINGS_HINT = `# The probe finds everything by itself. What can be set stands in
# ${SERVICE_DATA_DIR}/probe.yaml
`;

/**
 * The probe as a service: the right to send ICMP and nothing else, ended last when memory runs out, since what it does
 * not see can't be made good later. `programFile` is the bundle, a single file.
 */
export function probeService(programFile: string, oldDataDir: string): ServicePlan {
  return {
    name: 'linewitness-probe',
    unit: {
      description: 'Linewitness probe: measures the internet line',
      user: 'linewitness-probe',
      stateDirectory: 'linewitness/probe',
      environment: { NODE_ENV: 'production', PROBE_DATA_DIR: SERVICE_DATA_DIR, ...NODE_START.probe.env },
      capabilities: ['CAP_NET_RAW'],
      // measured: 70.9 MB with its fping processes, of which 24.6 are its own; under 96 MB no slot is missed
      memoryMaxMegabytes: 96,
      tasksMax: 96,
      oomScoreAdjust: -500,
    },
    flags: NODE_START.probe.flags,
    programFiles: [{ from: programFile, to: 'probe.mjs' }],
    program: 'probe.mjs',
    oldDataDir: oldDataDir === SERVICE_DATA_DIR ? null : oldDataDir,
    dataMark: 'key.pem',
    settingsHint: SETTINGS_HINT,
    busyProblem: async (dataDir) =>
      (await isProbeRunning(dataDir))
        ? `a probe is running with ${dataDir}; stop it first (Ctrl+C where "npm start" or "npm run probe" runs)`
        : null,
  };
}

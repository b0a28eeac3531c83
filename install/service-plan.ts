import type { ServiceUnit } from './unit-text.ts';

/** Everything that is put in place for one side. All paths are absolute. */
export type ServicePlan = {
  /** Name of the unit without `.service`, and of the command for the shell. */
  name: string;
  unit: Omit<ServiceUnit, 'name' | 'command' | 'environmentFile'>;
  /** Node's flags before the program. */
  flags: readonly string[];
  /** Files and folders of the program: where they are now, and where below the program's folder they belong. */
  programFiles: readonly { from: string; to: string }[];
  /** The program below its folder. */
  program: string;
  /** Data of runs before the installation, that the service goes on with; null: none. */
  oldDataDir: string | null;
  /** A file without which a folder holds no data of this side. */
  dataMark: string;
  /** What `environmentFile` says when it is made, as comment lines. */
  settingsHint: string;
  /** A sentence when something still runs with that folder. */
  busyProblem: (dataDir: string) => Promise<string | null>;
};

/** Where things are put; `root` is empty except in tests. */
export function placesOf(plan: Pick<ServicePlan, 'name' | 'unit' | 'program'>, root = '') {
  const programDir = `${root}/opt/linewitness/${plan.name}`;
  return {
    programDir,
    program: `${programDir}/${plan.program}`,
    unitFile: `${root}/etc/systemd/system/${plan.name}.service`,
    settingsFile: `${root}/etc/linewitness/${plan.name}.env`,
    dataDir: `${root}/var/lib/${plan.unit.stateDirectory}`,
    shellCommand: `${root}/usr/local/bin/${plan.name}`,
  };
}
export type Places = ReturnType<typeof placesOf>;

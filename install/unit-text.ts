/** What differs between the services; everything else of a unit is the same for each. */
export type ServiceUnit = {
  /** Without `.service`. */
  name: string;
  description: string;
  /** System user that the service runs as. */
  user: string;
  /** Below `/var/lib`; made by systemd, owned by the user, closed to others. */
  stateDirectory: string;
  environment: Readonly<Record<string, string>>;
  /** Optional file with more settings, `NAME=value` a line. */
  environmentFile: string;
  /** Absolute path of the program, then its arguments. */
  command: readonly string[];
  /** Rights beyond those of an ordinary user, as in capabilities(7). */
  capabilities: readonly string[];
  memoryMaxMegabytes: number;
  tasksMax: number;
  /** −1000…1000: who is ended last when the machine runs out of memory. */
  oomScoreAdjust: number;
};

/**
 * The text of the unit (systemd.service(5), systemd.exec(5)). It starts without waiting for the network, because the
 * line that is down at boot is the one to be measured, and starts again for ever, whatever ended it.
 */
export function unitText(unit: ServiceUnit): string {
  const capabilities = unit.capabilities.join(' ');
  return section('Unit', {
    Description: unit.description,
    After: ['network.target'],
    StartLimitIntervalSec: '0',
  }).concat(
    section('Service', {
      Type: 'exec',
      ExecStart: unit.command.map(commandWord).join(' '),
      Environment: Object.entries(unit.environment).map(([name, value]) => quoted(`${name}=${value}`)),
      EnvironmentFile: `-${unit.environmentFile}`,
      User: unit.user,
      StateDirectory: unit.stateDirectory,
      StateDirectoryMode: '0700',
      SyslogIdentifier: unit.name,
      UMask: '0077',
      Restart: 'always',
      RestartSec: '2',
      TimeoutStopSec: '20',
      // the side ends its own helpers in order; what is left then is killed
      KillMode: 'mixed',
      MemoryMax: `${unit.memoryMaxMegabytes}M`,
      TasksMax: String(unit.tasksMax),
      OOMScoreAdjust: String(unit.oomScoreAdjust),
      ...sandbox(capabilities),
    }),
    section('Install', { WantedBy: 'multi-user.target' }),
  );
}

/**
 * Everything closed that neither side needs. Left open on purpose: `MemoryDenyWriteExecute` (V8 makes code while it runs),
 * `PrivateUsers` (would void the capability), `ProcSubset=pid` (hides `/proc/net` and `/proc/sys`, where routes and the
 * kernel's boot are read), `DynamicUser` (brings `RemoveIPC`, which empties `/dev/shm`, where the probe keeps its open
 * segments over a restart). `PrivateDevices` keeps the machine's own `/dev/shm`.
 */
function sandbox(capabilities: string): Record<string, string | string[]> {
  return {
    AmbientCapabilities: capabilities,
    CapabilityBoundingSet: capabilities,
    NoNewPrivileges: 'yes',
    ProtectSystem: 'strict',
    ProtectHome: 'yes',
    PrivateTmp: 'yes',
    PrivateDevices: 'yes',
    ProtectProc: 'invisible',
    ProtectClock: 'yes',
    ProtectHostname: 'yes',
    ProtectKernelLogs: 'yes',
    ProtectKernelModules: 'yes',
    ProtectKernelTunables: 'yes',
    ProtectControlGroups: 'yes',
    RestrictAddressFamilies: 'AF_UNIX AF_INET AF_INET6 AF_NETLINK',
    RestrictNamespaces: 'yes',
    RestrictRealtime: 'yes',
    RestrictSUIDSGID: 'yes',
    LockPersonality: 'yes',
    RemoveIPC: 'no',
    SystemCallArchitectures: 'native',
    SystemCallFilter: '@system-service',
    SystemCallErrorNumber: 'EPERM',
  };
}

function section(name: string, settings: Record<string, string | string[]>): string {
  const lines = Object.entries(settings).flatMap(([key, value]) => [value].flat().map((text) => `${key}=${text}\n`));
  return `[${name}]\n${lines.join('')}\n`;
}

/** One word of a setting (systemd.syntax(7)): `%` begins a specifier. */
function quoted(word: string): string {
  const safe = word.replaceAll('%', '%%');
  return /^[\w@%+=:,./$-]+$/.test(safe) ? safe : `"${safe.replace(/["\\]/g, '\\$&')}"`;
}

/** In a command line `$` begins a variable too. */
function commandWord(word: string): string {
  return quoted(word.replaceAll('$', '$$$$'));
}

import type { ProbeCommandView } from '../../web/pages/setup-views.ts';
import { isLoopbackHost } from '../visibility.ts';
import type { PendingInvite } from './pending-invites.ts';
import type { ProbeProgram } from './probe-program.ts';

/** How the owner's browser reached the server. */
export type Reached = {
  publicUrl: string | null;
  scheme: 'http' | 'https';
  /** The host that the browser asked for, as it was sent. */
  host: string | null;
  port: number;
  isBoundToLoopback: boolean;
};

/** A name or an address with or without a port, and nothing that a shell would read as more than a word. */
const PLAIN_HOST = /^([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/;

/**
 * The command that makes a device the probe of a line. Its address is `PUBLIC_URL`, else the one under which the owner's
 * browser reached this server, else this machine's own, which is then said.
 */
export function probeCommand(reached: Reached, invite: PendingInvite, program: ProbeProgram | null): ProbeCommandView {
  const { url, reach } = addressOf(reached);
  const join = (start: string) => `${start} enroll ${url} ${invite.token} && ${start} install`;
  const single = program && {
    command: `curl -fsSO ${url}/probe.mjs && ${join('sudo node probe.mjs')}`,
    sha256: program.sha256,
  };
  return {
    expiresAtMs: invite.expiresAtMs,
    // on this machine the project is there already
    single: reach === 'everywhere' ? single : null,
    project: join('npm run probe --'),
    reach,
  };
}

function addressOf({ publicUrl, scheme, host, port, isBoundToLoopback }: Reached): {
  url: string;
  reach: ProbeCommandView['reach'];
} {
  if (publicUrl !== null) return { url: publicUrl, reach: 'everywhere' };
  if (host !== null && PLAIN_HOST.test(host) && !isLoopbackHost(host)) {
    return { url: `${scheme}://${host}`, reach: 'everywhere' };
  }
  return { url: `http://localhost:${portOf(host) ?? port}`, reach: isBoundToLoopback ? 'bound' : 'near' };
}

/** The port as the browser knows it: a container may be reached under another one than it listens on. */
function portOf(host: string | null): number | null {
  const port = host !== null && isLoopbackHost(host) ? /:(\d{1,5})$/.exec(host)?.[1] : undefined;
  return port === undefined ? null : Number(port);
}

import type { Reading } from '../check.ts';
import type { RouterSession, RouterWays } from './router-session.ts';
import type { RouterSettings } from './settings.ts';

const FRITZ_UPNP =
  'in the FRITZ!Box under Heimnetz > Netzwerk > Netzwerkeinstellungen, "Statusinformationen über UPnP übertragen" (Home Network > Network > Network Settings, "Transmit status information over UPnP")';
const FRITZ_USER =
  'in the FRITZ!Box under System > FRITZ!Box-Benutzer (System > FRITZ!Box Users), with the right for "FRITZ!Box Einstellungen" (settings)';

/** What the router told, in sentences for whoever sets the probe up. */
export async function explain(
  settings: RouterSettings,
  session: RouterSession,
  signal: AbortSignal,
): Promise<string[]> {
  const reading = await session.ask({ signal, tickUs, personal: () => 'hash:', moment: 'onset' }, settings.ownAddress);
  const ways = session.ways(tickUs());
  const name = `Router ${settings.gateway}${ways.model === null ? '' : ` (${ways.model})`}`;
  const isFritzBox = ways.hasTr064 || (!ways.hasIgd && (await session.isFritzBoxThere(signal)));
  return [
    `${name}: ${toldSentence(reading)}`,
    ...loginSentences(settings, ways, reading),
    ...igdSentences(ways, isFritzBox),
  ];
}

function toldSentence({ outcome, facts, readings }: Reading): string {
  if (outcome === 'no-route') return 'this machine has no way to it.';
  if (outcome !== 'reply' && outcome !== 'late') return untoldSentence(facts['reason']);
  const said = [
    facts['access'] && `access ${facts['access']}`,
    facts['link'] && `link ${facts['link']}`,
    facts['dslSync'] && `DSL ${facts['dslSync']}`,
    facts['session'] && `session ${facts['session']}${durationWords(readings['sessionUptimeS'])}`,
    facts['externalAddress4'] && 'its address outside',
    facts['external'] && 'which is a private one: it stands behind another router, and what it says is not of the line',
    readings['receivedBytes'] !== undefined && 'bytes carried',
    readings['deviceUptimeS'] !== undefined && `running${durationWords(readings['deviceUptimeS'])}`,
    readings['downMarginTenthDb'] !== undefined && `noise margin ${readings['downMarginTenthDb'] / 10} dB`,
    readings['crcErrors'] !== undefined && 'error counters of the DSL',
  ].filter((words) => typeof words === 'string');
  return `tells (${facts['source']}): ${said.join(', ')}.`;
}

function untoldSentence(reason: string | undefined): string {
  switch (reason) {
    case 'slow':
      return 'takes longer than 4 s for an answer and was given up.';
    case 'unreachable':
      return 'is not reached.';
    case 'unauthorized':
      return 'refuses to tell anything.';
    case 'malformed':
    case 'too-large':
      return 'answers, but not in a form that can be read.';
    case 'fault':
      return 'answers every question with an error.';
    default:
      return 'tells nothing of its line; verdicts then rest on packets alone.';
  }
}

function loginSentences({ login, kind }: RouterSettings, ways: RouterWays, { facts, readings }: Reading): string[] {
  if (login === null) {
    const wouldHelp = /fritz!box/i.test(ways.model ?? '');
    return wouldHelp
      ? [
          '  With a login (router: { user: …, passwordFile: … } in probe.yaml) it also tells DSL values, its log and reboots.',
        ]
      : [];
  }
  if (ways.isLoginRefused) {
    return [
      `  The login is refused: check name and password; a user is made ${FRITZ_USER}. It is tried again in 10 minutes.`,
    ];
  }
  if (!ways.hasTr064 && !ways.hasUbus) {
    return [
      kind === 'openwrt'
        ? '  There is no ubus at that address (on OpenWrt: opkg install uhttpd-mod-ubus rpcd).'
        : '  Nothing there takes the login (FRITZ!Box: Heimnetz > Netzwerk > Netzwerkeinstellungen, "Zugriff für Anwendungen zulassen").',
    ];
  }
  const lacksDsl = facts['reason'] === 'unauthorized' && readings['crcErrors'] === undefined;
  return lacksDsl ? [`  The user may not read DSL values; the right is given ${FRITZ_USER}.`] : [];
}

function igdSentences({ hasIgd, hasUbus }: RouterWays, isFritzBox: boolean): string[] {
  if (hasIgd || hasUbus) return [];
  if (isFritzBox) return [`  UPnP is switched off; it is switched on ${FRITZ_UPNP}.`];
  return [
    '  No UPnP answers there. Where the router has it, it is mostly called "UPnP" or "UPnP IGD" in its settings.',
  ];
}

function durationWords(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  const hours = Math.floor(seconds / 3600);
  return hours >= 48
    ? ` for ${Math.floor(hours / 24)} days`
    : ` for ${hours} h ${Math.floor((seconds % 3600) / 60)} min`;
}

function tickUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

import type { BundleIndex } from '../../wire/bundle.ts';
import type { Check } from './check.ts';
import type { Events } from './check-events.ts';

/** As server/contracts/settings-text.ts writes it: 20 services at most. */
const MAX_SETTINGS_BYTES = 10_000;
const SETTINGS = /^linewitness-settings\/1\n(.*)\n$/;

/**
 * Name, provider and zone of the line must be those of its last settings, whose hash stands in the lane: the zone says on
 * which day an outage falls.
 */
export async function checkSettings(
  { reading, findings }: Check,
  { line }: BundleIndex,
  { list }: Events,
): Promise<void> {
  const last = list.findLast(({ content }) => content.type === 'settings');
  if (last?.content.type !== 'settings') return;
  const member = `texts/${last.content.fields.sha256}.txt`;
  if (!reading.has(member)) {
    findings.add('settings-not-shown', 'bundle.json', { entry: last.entry });
    return;
  }
  const text = (await reading.text(member, MAX_SETTINGS_BYTES)) ?? '';
  const told = readSettings(text);
  for (const setting of ['name', 'provider', 'zone'] as const) {
    const found = String(told.get(setting) ?? 'nothing').slice(0, 200);
    const said = line[setting];
    if (said !== found) findings.add('settings-differ', 'bundle.json', { setting, said, found, entry: last.entry });
  }
}

function readSettings(text: string): Map<string, unknown> {
  try {
    const settings: unknown = JSON.parse(SETTINGS.exec(text)?.[1] ?? '');
    return new Map(typeof settings === 'object' && settings !== null ? Object.entries(settings) : []);
  } catch {
    return new Map(); // not JSON
  }
}

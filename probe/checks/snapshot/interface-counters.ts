/** Reads a file; `null` if it can't be read. */
export type ReadText = (path: string) => string | null;

/** Files of sysfs (Documentation/ABI/testing/sysfs-class-net) by the names that their numbers have in a sample. */
const COUNTERS: Readonly<Record<string, string>> = {
  rxPackets: 'statistics/rx_packets',
  txPackets: 'statistics/tx_packets',
  rxErrors: 'statistics/rx_errors',
  txErrors: 'statistics/tx_errors',
  rxDropped: 'statistics/rx_dropped',
  txDropped: 'statistics/tx_dropped',
  carrierChanges: 'carrier_changes',
};

/** What the interface has counted since it came up; what the system does not tell is left out. */
export function readCounters(name: string, readText: ReadText): Record<string, number> {
  const counters = Object.entries(COUNTERS).flatMap(([key, file]) => {
    const text = readText(`/sys/class/net/${name}/${file}`)?.trim() ?? '';
    const count = Number(text);
    return /^\d{1,20}$/.test(text) && Number.isSafeInteger(count) ? [[key, count]] : [];
  });
  return Object.fromEntries(counters);
}

import { openFakeProbe } from './fake-probe.ts';
import { NEW_LINE, type OwnersForms, SETTINGS, text, tokenOn } from './owners-forms.ts';

const ROUND_MS = 5000;
const ROUNDS = 100;

/** A line of the owner's with its contract and a probe that measures it, at the clock of the site. */
export type ReportedLine = {
  /**
   * Delivers rounds from `fromAtMs` up to the site's clock; whatever was sent in the given time got no answer. May be
   * called again with later times.
   */
  measure(fromAtMs: number, isLost: (sentAtMs: number) => boolean): Promise<void>;
  /** Id of the latest outage. */
  outageId(): string;
};

/** Makes the line `zuhause` through the forms, as an owner would. */
export async function openReportedLine({ site, see, send }: OwnersForms): Promise<ReportedLine> {
  await send('/owner/lines/new', NEW_LINE);
  await send('/owner/lines/zuhause', { ...SETTINGS, customer: 'consumer', phone: '+49 151 000000' });
  const probe = openFakeProbe(3);
  site.keep.enrol(probe.enrolment(tokenOn(await text(see('/owner/lines/zuhause/probe')))));
  let bootedAtMs: number | null = null;
  let made = 0;
  return {
    measure: async (fromAtMs, isLost) => {
      bootedAtMs ??= fromAtMs - 60_000;
      const wanted = Math.floor((site.nowMs - fromAtMs) / ROUND_MS);
      const segments: string[] = [];
      while (made < wanted) {
        const count = Math.min(ROUNDS, wanted - made);
        segments.push(probe.next(probe.rounds(count, bootedAtMs, isLost)));
        made += count;
      }
      const { status, answer } = await site.keep.takeUpload(probe.upload(segments, site.nowMs), null, site.nowMs);
      if (status !== 200) throw new Error(`the upload was refused: ${JSON.stringify(answer)}`);
    },
    outageId: () => {
      const outages = site.keep.store.outages('zuhause', 0, site.nowMs);
      const last = outages.at(-1);
      if (last === undefined) throw new Error('nothing was found');
      return last.id;
    },
  };
}

import { createHash } from 'node:crypto';
import type { DerivedModel } from '../../rules/outage/apply-change.ts';
import { foldAll } from '../../rules/outage/fold-all.ts';
import type { Family } from '../../rules/outage/observation.ts';
import { type Home, habitsOf, measureHome } from './home.ts';
import { judge, type Miss } from './judge.ts';
import { noiseOf } from './noise.ts';
import { TESTIMONIES, type Testimony } from './router-word.ts';
import { HOME_SCRIPTS } from './scripts-home.ts';
import { LINE_SCRIPTS } from './scripts-line.ts';
import { MIXED_SCRIPTS } from './scripts-mixed.ts';
import { QUALITY_SCRIPTS } from './scripts-quality.ts';
import type { Script, Setting, Story } from './truth.ts';

/** The whole fault set, in the order of its table. */
export const SCRIPTS: readonly Script[] = [...LINE_SCRIPTS, ...MIXED_SCRIPTS, ...HOME_SCRIPTS, ...QUALITY_SCRIPTS];
export const FAMILY_SETS: readonly (readonly Family[])[] = [[4], [6], [4, 6]];

/** One variant of a script: which witnesses there are, and a seed for everything that may differ from home to home. */
export type Variant = { script: Script; families: readonly Family[]; testimony: Testimony; seed: number };
export type Played = Variant & { undecidable: string | null; misses: Miss[] };

const TOOLS = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') };

/** The variants of the README's table, and of `npm test`. */
export const README_PER_SETTING = 2;

/** Every script with each kind of testimony and of families that it can happen with, so many times each. */
export function variantsOf(scripts: readonly Script[], perSetting: number, firstSeed = 1): Variant[] {
  return scripts.flatMap((script) =>
    TESTIMONIES.flatMap((testimony) =>
      FAMILY_SETS.filter((families) => script.fits?.({ families, testimony }) !== false).flatMap((families) =>
        Array.from({ length: perSetting }, (_, index) => ({ script, families, testimony, seed: firstSeed + index })),
      ),
    ),
  );
}

/** Lets a variant happen, folds what its probe wrote, and compares with the truth. */
export function play(variant: Variant): Played {
  const { story, home } = storyOf(variant);
  const { items, randomLossesAtMs } = measureHome(home);
  const { model } = foldAll(items, TOOLS);
  return { ...variant, undecidable: story.truth.undecidable, misses: judge(story.truth, model, randomLossesAtMs) };
}

/** For a look at a single variant: all there is. */
export function playInDetail(variant: Variant): { story: Story; home: Home; model: DerivedModel; misses: Miss[] } {
  const { story, home } = storyOf(variant);
  const { items, randomLossesAtMs } = measureHome(home);
  const { model } = foldAll(items, TOOLS);
  return { story, home, model, misses: judge(story.truth, model, randomLossesAtMs) };
}

function storyOf({ script, families, testimony, seed }: Variant): { story: Story; home: Home } {
  const number = seedOf(`${script.name} ${families.join()} ${testimony} ${seed}`);
  const noise = noiseOf(number);
  let drawn = 0;
  const draw = () => noise(9_000 + drawn++, 0);
  const setting: Setting = {
    families,
    testimony,
    between: (low, high) => low + Math.floor(draw() * (high - low + 1)),
    chance: (ratio) => draw() < ratio,
  };
  const story = script.tell(setting);
  const { router = {}, habits = {}, ...witnesses } = story.home ?? {};
  const home: Home = {
    seed: number,
    families,
    durationMs: story.durationMs,
    troubles: story.troubles,
    habits: { ...habitsOf(noise), ...habits },
    hasFirstHop: true,
    hasIspHost: true,
    hasSip: false,
    ...witnesses,
    router: {
      testimony,
      habit: 'honest',
      access: 'dsl',
      sessionFromMs: -Math.floor((3 + 15 * noise(8_010, 0)) * 3_600_000),
      deviceFromMs: -Math.floor((2 + 40 * noise(8_011, 0)) * 86_400_000),
      logsPlannedAtMs: null,
      ...router,
    },
  };
  return { story, home };
}

function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

import { join } from 'node:path';
import type { FritzBoxOrder } from '../fakes/fritz-box-state.ts';
import { ADDRESSES } from './addresses.ts';
import { KEPT_OUTPUT, watchProgram } from './programs.ts';
import type { World } from './world.ts';

/** What the home's router lets itself be asked; `none`: its network works, and nobody listens. */
export type RouterWays = 'none' | 'igd' | 'tr064';

/** A box in the router's namespace that says what it is told to have seen. */
export type HomeRouter = {
  order(order: FritzBoxOrder): Promise<void>;
};

/** Start, training and session are short: a scenario lasts half a minute. */
const TIMES = ['--training-ms', '6000', '--ppp-ms', '2000', '--boot-ms', '12000'];
const CONTROL = '127.0.0.1:7000';
const LOGIN = { user: 'witness', password: 'four clouds' };

/** The part of probe.yaml that lets a probe in. */
export const ROUTER_YAML = `router:\n  user: ${LOGIN.user}\n  password: ${LOGIN.password}\n`;

/** Starts the box where the probe will find it; it ends with the world. */
export async function startHomeRouter(world: World, ways: Exclude<RouterWays, 'none'>): Promise<HomeRouter> {
  const main = join(import.meta.dirname, '../fakes/fritz-box-main.ts');
  const login = ways === 'tr064' ? ['--user', LOGIN.user, '--password', LOGIN.password] : [];
  const args = [main, '--listen', `${ADDRESSES.routerLan.v4}:49000`, '--control', CONTROL, ...TIMES, ...login];
  const box = watchProgram(world.spawn('router', process.execPath, args, KEPT_OUTPUT));
  await box.sees(/ready/, 90_000);
  return {
    async order(order) {
      const { status } = await world.fetch('router', `http://${CONTROL}/order/${order}`, { form: '' });
      if (status !== 200) throw new Error(`the box answered "${order}" with HTTP ${status}`);
    },
  };
}

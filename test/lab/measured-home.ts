import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaysJson, OutageJson, OutagesJson, StatusJson } from '../../rules/wire/status.ts';
import { findOnPath } from '../needs.ts';
import { ADDRESSES } from './addresses.ts';
import { type HomeRouter, ROUTER_YAML, type RouterWays, startHomeRouter } from './home-router.ts';
import { pathWithOnly, until } from './programs.ts';
import { LINE, type Sides, startSides } from './sides.ts';
import { openWorld, type World } from './world.ts';

export type Arrangement = {
  /** Where the server is: on a rented machine beyond the line, or on the same machine as the probe. */
  server: 'vps' | 'home';
  /** Programs that the probe finds on its PATH: its back end follows from them. */
  tools: readonly ('fping' | 'ping')[];
  /** A router that can be asked; without it none can. */
  router?: RouterWays;
};

/** A world whose line is measured: the real probe at home, without any setting, and the real server. */
export type MeasuredHome = {
  arrangement: Arrangement;
  world: World;
  sides: Sides;
  /** null where the router can't be asked. */
  router: HomeRouter | null;
  status(): Promise<StatusJson>;
  /** All outages of the line, oldest first. */
  outages(): Promise<OutageJson[]>;
  /** Time that the days tell as degraded. */
  degradedMs(): Promise<number>;
  /** Resolves once the line is shown as `up`; rejects with the last status and all that the programs printed. */
  isUp(withinMs: number): Promise<void>;
  close(): Promise<void>;
};

const PORT = '8080';

/** Opens a world, starts the server, enrols a probe as an owner would, and starts it. */
export async function openMeasuredHome(arrangement: Arrangement): Promise<MeasuredHome> {
  const world = await openWorld();
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-lab-'));
  const place = arrangement.server;
  const launchAt = (where: 'vps' | 'home') => (program: string, args: readonly string[], options: object) =>
    world.spawn(where, program, args, options);
  const removeAll = async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const router = await routerOf(world, arrangement, folder);
    const sides = await startSides({
      server: {
        launch: launchAt(place),
        env: { DATA_DIR: join(folder, place), PORT, ...(place === 'vps' && { HOST: '0.0.0.0' }) },
      },
      probe: {
        launch: launchAt('home'),
        env: { DATA_DIR: join(folder, 'home'), PATH: pathWithOnly(arrangement.tools.flatMap(namesOf)) },
        serverUrl: `http://${place === 'vps' ? ADDRESSES.vps.v4 : '127.0.0.1'}:${PORT}`,
      },
      fetch: (path, asked) => world.fetch(place, `http://127.0.0.1:${PORT}${path}`, asked),
    });
    return measuredHome({ arrangement, world, sides, router }, async () => {
      await sides.close();
      await removeAll();
    });
  } catch (error) {
    await removeAll();
    throw error;
  }
}

/** Starts the router's box, and lets the probe into it where it has a login. */
async function routerOf(world: World, { router = 'none' }: Arrangement, folder: string): Promise<HomeRouter | null> {
  if (router === 'none') return null;
  if (router === 'tr064') {
    const data = join(folder, 'home', 'probe');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'probe.yaml'), ROUTER_YAML, { mode: 0o600 });
  }
  return startHomeRouter(world, router);
}

type Opened = Pick<MeasuredHome, 'arrangement' | 'world' | 'sides' | 'router'>;
function measuredHome(opened: Opened, close: () => Promise<void>): MeasuredHome {
  const { sides } = opened;
  // The answers of our own server, whose types these are; that they hold is what the tests are about.
  const status = async () => JSON.parse(await sides.read(`/api/lines/${LINE}/status.json`)) as StatusJson;
  const outages = async () =>
    (JSON.parse(await sides.read(`/api/lines/${LINE}/outages.json`)) as OutagesJson).outages.toSorted((a, b) =>
      a.startEarliestAt < b.startEarliestAt ? -1 : 1,
    );
  const degradedMs = async () =>
    (JSON.parse(await sides.read(`/api/lines/${LINE}/days.json`)) as DaysJson).days.reduce(
      (sum, day) => sum + day.degradedMs,
      0,
    );
  const isUp = async (withinMs: number) => {
    let last: StatusJson | null = null;
    try {
      await until('the line is up', withinMs, async () => {
        last = await status();
        return last.state === 'up' || last.state === 'degraded' || null; // degraded: it loses packets
      });
    } catch (error) {
      throw new Error(`not up but ${JSON.stringify(last)}:\n${sides.output()}`, { cause: error });
    }
  };
  return { ...opened, status, outages, degradedMs, isUp, close };
}

/** iputils comes with `ping6`, which the npm package calls for IPv6. */
function namesOf(tool: string): string[] {
  return tool === 'ping' && findOnPath('ping6') !== null ? ['ping', 'ping6'] : [tool];
}

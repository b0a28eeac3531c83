import { open, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Log } from './log.ts';

/** Held while this process may write to the folder. */
export type InstanceLock = { release(): Promise<void> };

const LOCK_FILE = 'probe.lock';

/**
 * Two probes must never write one journal. The lock is a socket in the folder that this process listens on: it works
 * across containers that share the folder, and the system closes it when the process ends, whatever ended it, so a lock
 * left over after `kill -9` is known by nobody answering. Returns a sentence when another probe is running.
 */
export async function takeInstanceLock(dataDir: string, log: Log): Promise<InstanceLock | string> {
  const folder = await reachable(dataDir);
  const path = join(folder.path, LOCK_FILE);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const bound = await listenAt(path);
    if (typeof bound !== 'string') return { release: () => closeServer(bound).then(folder.close) };
    if (bound !== 'EADDRINUSE') {
      log.warn('this folder takes no lock: make sure that only one probe uses it', { code: bound });
      return { release: async () => undefined };
    }
    if (await answersAt(path)) break;
    // Nobody listens: left over. It is moved away first and asked again, since another start may have replaced it
    // between the question and the move.
    const movedPath = `${path}.${process.pid}`;
    await rename(path, movedPath).catch(() => undefined); // another start was faster: the next attempt tells
    if (await answersAt(movedPath)) {
      await rename(movedPath, path);
      break;
    }
    await rm(movedPath, { force: true });
  }
  return `another probe is running with the folder ${dataDir}. Two would spoil each other's journal: stop that one first`;
}

/** Whether a probe is running with that folder. */
export async function isProbeRunning(dataDir: string): Promise<boolean> {
  const folder = await reachable(dataDir).catch(() => null); // no folder, no probe
  if (!folder) return false;
  const isRunning = await answersAt(join(folder.path, LOCK_FILE));
  await folder.close();
  return isRunning;
}

/** Longest path of a socket on Linux, with room for the names of what is moved away (unix(7): 108 bytes). */
const MAX_SOCKET_PATH_BYTES = 90;

/** A short way to the folder: sockets have short paths, folders need not. */
async function reachable(dataDir: string): Promise<{ path: string; close(): Promise<void> }> {
  if (Buffer.byteLength(join(dataDir, LOCK_FILE)) <= MAX_SOCKET_PATH_BYTES || process.platform !== 'linux') {
    return { path: dataDir, close: async () => undefined };
  }
  const folder = await open(dataDir, 'r');
  return { path: `/proc/self/fd/${folder.fd}`, close: () => folder.close() };
}

function listenAt(path: string): Promise<Server | string> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answersAt(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

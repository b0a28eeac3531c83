import { createServer, type Server } from 'node:http';
import { type App, type AppDeps, createApp } from './app.ts';
import { isLoopbackAddress } from './visibility.ts';

export type Serving = {
  app: App;
  /** The port really listened on (`PORT=0` takes a free one). */
  port: number;
  /** Takes no new requests, ends event streams, waits for running answers at most 3 s. */
  close: () => Promise<void>;
};

/** Time for answers under way when the server stops. */
const CLOSE_WITHIN_MS = 3000;

/**
 * At once, beside the pages that are kept up to date; more are turned away. Each may make the server hold 150 KB of a
 * form that never comes to its end, and a board with little memory must rather answer late than end.
 */
export const OTHER_CONNECTIONS = 300;

/** Listens with the whole site. Expected trouble (port taken, no such address) comes back as a sentence. */
export async function serve(deps: Omit<AppDeps, 'isBoundToLoopback'>): Promise<Serving | string> {
  let isLoopback = false;
  const app = createApp({ ...deps, isBoundToLoopback: () => isLoopback });
  // a client that sends its head or body byte by byte must not hold a connection for ever
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 30_000 },
    app.listener,
  );
  server.maxConnections = deps.config.maxEventClients + OTHER_CONNECTIONS;
  const problem = await listen(server, deps.config);
  const address = server.address();
  if (problem !== null || address === null || typeof address === 'string') {
    app.close();
    return problem ?? 'the server did not get an address';
  }
  isLoopback = isLoopbackAddress(address.address);
  return { app, port: address.port, close: () => closeAll(server, app) };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(sentenceOf(error, host, port)));
    server.listen(port, host, () => resolve(null));
  });
}

function sentenceOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken by another program; stop that one, or set PORT to another number`;
    case 'EACCES':
      return `this user may not listen on port ${port}; set PORT to a number from 1024 on`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST is "${host}", but this machine has no such address`;
    default:
      return `cannot listen on port ${port} of ${host}: ${error.message}`;
  }
}

async function closeAll(server: Server, app: App): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  app.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(timer);
}

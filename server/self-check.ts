import { connect } from 'node:net';
import type { SelfCheck } from './keep.ts';

export type SelfCheckTarget = { address: string; port: number };

/**
 * Whether the server reaches others: a TCP connection to each target, closed at once. One that answers (or refuses: then
 * somebody answered) is enough. Without targets it was not checked.
 */
export async function checkSelf(targets: readonly SelfCheckTarget[], timeoutMs = 3000): Promise<SelfCheck> {
  if (targets.length === 0) return 'not-checked';
  const answers = await Promise.all(targets.map((target) => isAnswering(target, timeoutMs)));
  return answers.includes(true) ? 'reachable' : 'unreachable';
}

function isAnswering({ address, port }: SelfCheckTarget, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: timeoutMs });
    const end = (isAnswered: boolean) => {
      socket.destroy();
      resolve(isAnswered);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED'));
  });
}

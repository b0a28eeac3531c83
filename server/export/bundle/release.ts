/**
 * Gives back at once what bytes take that nobody reads any more: the collector would leave tens of MB of them lying. Each
 * alone in its buffer, else what lies beside them is gone too.
 */
export function release(bytes: Uint8Array): void {
  if (bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0);
}

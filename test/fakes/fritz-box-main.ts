import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { startFritzBox } from './fritz-box.ts';
import { FRITZ_BOX_MODES, type FritzBoxMode } from './fritz-box-modes.ts';
import type { FritzBoxOrder, FritzBoxTimes } from './fritz-box-state.ts';

/**
 * A fake FRITZ!Box as a process of its own, for a network namespace:
 *
 *     node test/fakes/fritz-box-main.ts --listen 192.168.178.1:49000 --control 127.0.0.1:7000 [--ssdp] [--no-igd]
 *         [--user U --password P] [--training-ms N --ppp-ms N --boot-ms N]
 *
 * It prints "ready" and takes orders on the control port: `POST /order/dsl-down` (see FritzBoxOrder), `POST /mode/slow`
 * (see FRITZ_BOX_MODES); `GET /` tells what it knows and what it was asked.
 */
const ORDERS: readonly FritzBoxOrder[] = [
  'dsl-down',
  'dsl-up',
  'ppp-lost',
  'ppp-up',
  'auth-failure',
  'forced-disconnect',
  'user-disconnect',
  'reboot',
  'fail-over',
  'fail-back',
  'noise',
];

const { values } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:49000' },
    control: { type: 'string', default: '127.0.0.1:49080' },
    ssdp: { type: 'boolean', default: false },
    'no-igd': { type: 'boolean', default: false },
    user: { type: 'string' },
    password: { type: 'string' },
    'training-ms': { type: 'string' },
    'ppp-ms': { type: 'string' },
    'boot-ms': { type: 'string' },
  },
});

const times: Partial<FritzBoxTimes> = {
  ...(values['training-ms'] && { trainingMs: Number(values['training-ms']) }),
  ...(values['ppp-ms'] && { pppMs: Number(values['ppp-ms']) }),
  ...(values['boot-ms'] && { bootMs: Number(values['boot-ms']) }),
};
const [address, port] = addressOf(values.listen);
const box = await startFritzBox({
  address,
  port,
  ssdpPort: values.ssdp ? 1900 : null,
  hasIgd: !values['no-igd'],
  times,
  ...(values.user && { user: values.user }),
  ...(values.password && { password: values.password }),
});

const control = createServer((request, answer) => {
  const [, verb = '', word = ''] = (request.url ?? '').split('/');
  const order = ORDERS.find((known) => known === word);
  const mode: FritzBoxMode | undefined = FRITZ_BOX_MODES.find((known) => known === word);
  if (request.method === 'POST' && verb === 'order' && order) box.order(order);
  else if (request.method === 'POST' && verb === 'mode' && mode) box.behave(mode);
  else if (request.method !== 'GET' || verb !== '') return void answer.writeHead(404).end();
  box.state.settle(Date.now());
  const { dsl, isConnected, isMobile, log } = box.state;
  answer.writeHead(200, { 'content-type': 'application/json' });
  answer.end(JSON.stringify({ dsl, isConnected, isMobile, log, asked: box.asked.slice(-200) }));
});
const [controlAddress, controlPort] = addressOf(values.control);
control.listen(controlPort, controlAddress, () => process.stdout.write('ready\n'));

function addressOf(text: string): [string, number] {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), Number(text.slice(at + 1))];
}

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startFritzBox } from '../../../test/fakes/fritz-box.ts';
import { descriptionText } from '../../../test/fakes/fritz-box-answers.ts';
import { findIgd, readDescription } from './description.ts';
import { searchGateway, urlAt } from './ssdp.ts';

const GATEWAY = '127.0.7.1';
const signal = new AbortController().signal;

/** Answers each search with these texts, from `address`. */
async function answerFrom(address: string, port: number, texts: string[]): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  onTestFinished(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  socket.on('message', (_message, sender) => {
    for (const text of texts) socket.send(text, sender.port, sender.address);
  });
  return socket.address().port;
}

const answer = (location: string, type = 'InternetGatewayDevice:1') =>
  `HTTP/1.1 200 OK\r\nLOCATION: ${location}\r\nST: urn:schemas-upnp-org:device:${type}\r\n\r\n`;
const search = (port: number, gateway = GATEWAY) =>
  searchGateway({ gateway, ownAddress: null, port, waitMs: 250, signal });

describe('a search', () => {
  test('finds where the gateway says that its description lies', async () => {
    const port = await answerFrom(GATEWAY, 0, [answer(`http://${GATEWAY}:49000/igddesc.xml`)]);
    expect((await search(port)).map(String)).toEqual([`http://${GATEWAY}:49000/igddesc.xml`]);
  });

  test.each([
    ['points to another machine', answer('http://192.0.2.99/x.xml')],
    ['points to another machine by a name', answer('http://fritz.box:49000/x.xml')],
    ['hides another machine behind a user', answer(`http://${GATEWAY}@192.0.2.99/x.xml`)],
    ['comes with a user', answer(`http://a:b@${GATEWAY}/x.xml`)],
    ['is no HTTP', answer(`file://${GATEWAY}/etc/passwd`)],
    ['would be an order', answer(`http://${GATEWAY}/reboot?now=1`)],
    ['is of a printer', answer(`http://${GATEWAY}/x.xml`, 'Printer:1')],
    ['is no answer', `NOTIFY * HTTP/1.1\r\nLOCATION: http://${GATEWAY}/x.xml\r\n\r\n`],
    ['is endless', `${answer(`http://${GATEWAY}/x.xml`)}${'x'.repeat(5000)}`],
    ['is empty', ''],
  ])('an answer that %s is dropped', async (_name, text) => {
    expect(await search(await answerFrom(GATEWAY, 0, [text]))).toEqual([]);
  });

  test('an answer of a stranger is dropped, though it points to the gateway', async () => {
    const gateway = createSocket('udp4');
    const stranger = createSocket('udp4');
    await new Promise<void>((resolve) => gateway.bind(0, GATEWAY, resolve));
    await new Promise<void>((resolve) => stranger.bind(0, '127.0.7.2', resolve));
    onTestFinished(() => void [gateway, stranger].map((socket) => socket.close()));
    let answers = 0;
    gateway.on('message', (_message, sender) => {
      stranger.send(answer(`http://${GATEWAY}:49000/igddesc.xml`), sender.port, sender.address, () => {
        answers += 1;
      });
    });
    expect(await search(gateway.address().port)).toEqual([]);
    expect(answers).toBeGreaterThan(0);
  });

  test('a flood of a stranger’s answers does not end it before the gateway’s comes', async () => {
    const gateway = createSocket('udp4');
    const stranger = createSocket('udp4');
    await new Promise<void>((resolve) => gateway.bind(0, GATEWAY, resolve));
    await new Promise<void>((resolve) => stranger.bind(0, '127.0.7.2', resolve));
    onTestFinished(() => void [gateway, stranger].map((socket) => socket.close()));
    gateway.once('message', (_message, { port, address }) => {
      let left = 80;
      const sent = () => {
        left -= 1;
        if (left === 0) gateway.send(answer(`http://${GATEWAY}:49000/igddesc.xml`), port, address);
      };
      for (let n = 0; n < 80; n += 1) stranger.send(answer(`http://${GATEWAY}:1/${n}.xml`), port, address, sent);
    });
    expect((await search(gateway.address().port)).map(String)).toEqual([`http://${GATEWAY}:49000/igddesc.xml`]);
  });

  test('where nobody answers it ends in time; aborted it ends at once', async () => {
    const startMs = performance.now();
    expect(await search(9)).toEqual([]);
    const end = new AbortController();
    end.abort();
    expect(
      await searchGateway({ gateway: GATEWAY, ownAddress: null, port: 9, waitMs: 60_000, signal: end.signal }),
    ).toEqual([]);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});

describe('a gateway device', () => {
  test('is found by a search, wherever its port', async () => {
    const box = await startFritzBox({ address: GATEWAY, ssdpPort: 19_007 });
    onTestFinished(() => box.stop());
    const { description } = await findIgd({ gateway: GATEWAY, ownAddress: null, ssdpPort: 19_007, signal });
    expect(description?.url.origin).toBe(box.origin);
    expect(description?.model).toBe('FRITZ!Box 7590');
  });

  test('is found at the usual place where searches are not answered', async () => {
    const box = await startFritzBox({ address: '127.0.7.4', port: 49_000 });
    onTestFinished(() => box.stop());
    const { description } = await findIgd({ gateway: '127.0.7.4', ownAddress: null, ssdpPort: 9, signal });
    expect(description?.url.href).toBe('http://127.0.7.4:49000/igddesc.xml');
  });

  test('is not there where nothing listens, and that costs two seconds at most', async () => {
    const startMs = performance.now();
    const found = await findIgd({ gateway: '127.0.7.5', ownAddress: null, ssdpPort: 9, signal });
    expect(found).toEqual({ description: null, reason: 'refused', isNoWay: false });
    expect(performance.now() - startMs).toBeLessThan(2500);
  });
});

describe('a description', () => {
  const describeAs = async (text: string) => {
    const server = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : 0;
    return readDescription(new URL(`http://127.0.0.1:${port}/igddesc.xml`), signal);
  };

  test.each([
    'http://192.0.2.99/control',
    '//192.0.2.99/control',
    'https://127.0.0.1/control',
    'javascript:1',
  ])('a control address of %s is not taken', async (control) => {
    const text = descriptionText('igd').replaceAll(/<controlURL>[^<]*/g, `<controlURL>${control}`);
    expect(await describeAs(text)).toMatchObject({ services: [] });
  });

  test('a URLBase of another machine is passed over', async () => {
    const text = descriptionText('igd').replace('<specVersion>', '<URLBase>http://192.0.2.99/</URLBase><specVersion>');
    const read = await describeAs(text);
    expect('services' in read && read.services.map(({ control }) => control.hostname)).toEqual(
      Array(3).fill('127.0.0.1'),
    );
  });

  test('a type that would break the request is not taken', async () => {
    const text = descriptionText('igd').replaceAll('WANIPConnection:1</', 'WANIPConnection:1&quot;&#13;&#10;X: y</');
    expect(JSON.stringify(await describeAs(text))).not.toContain('WANIPConnection');
  });

  test('only addresses on the same machine are followed', () => {
    expect(urlAt('http://192.0.2.99/', '127.0.0.1')).toBeNull();
    expect(urlAt('/x', '127.0.0.1', new URL('http://127.0.0.1:5/y'))?.href).toBe('http://127.0.0.1:5/x');
  });
});

import { createSocket } from 'node:dgram';

const GROUP = '239.255.255.250';

export type SsdpAnswersOptions = {
  /** Answers come from here. */
  address: string;
  port: number;
  /** Where the description is said to lie. */
  location: string;
};

/** Answers searches for a gateway (UPnP Device Architecture §1.3): those sent to the address, and by multicast where it can be joined. */
export async function answerSearches({
  address,
  port,
  location,
}: SsdpAnswersOptions): Promise<{ stop(): Promise<void> }> {
  const asked = createSocket({ type: 'udp4', reuseAddr: true });
  const group = createSocket({ type: 'udp4', reuseAddr: true });
  for (const socket of [asked, group]) {
    socket.on('message', (message, sender) => {
      const type = /^ST:\s*(urn:schemas-upnp-org:device:InternetGatewayDevice:1)/im.exec(
        message.toString('latin1'),
      )?.[1];
      if (type === undefined) return;
      const text = `HTTP/1.1 200 OK\r\nLOCATION: ${location}\r\nSERVER: FRITZ!Box 7590 UPnP/1.0 AVM\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nST: ${type}\r\nUSN: uuid:75802409-bccb-40e7-8e6c-989BCB123456::${type}\r\n\r\n`;
      asked.send(text, sender.port, sender.address);
    });
  }
  await new Promise<void>((resolve) => asked.bind(port, address, resolve));
  await new Promise<void>((resolve) => group.bind(port, GROUP, resolve));
  try {
    group.addMembership(GROUP, address);
  } catch {
    // an interface without multicast: asked directly, it still answers
  }
  return {
    stop: async () => {
      await Promise.all([asked, group].map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
    },
  };
}

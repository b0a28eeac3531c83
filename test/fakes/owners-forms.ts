import { beforeEach } from 'vitest';
import { DOOR_ORIGIN, type DoorSite, useDoorSite } from './door-site.ts';

/** The forms of the set-up as the signed-in owner sends them, in a German browser. */
export type OwnersForms = {
  site: DoorSite;
  see: (path: string) => Promise<Response>;
  send: (path: string, fields: Fields, headers?: Record<string, string>) => Promise<Response>;
};

/** A field that was ticked several times has several values. */
export type Fields = Record<string, string | string[]>;

export const NEW_LINE: Fields = {
  name: 'Zuhause',
  provider: 'Netz AG',
  services: ['internet', 'telephony'],
  fee: '29,99',
  zone: 'Europe/Berlin',
  country: 'DE',
};
export const SETTINGS: Fields = {
  ...NEW_LINE,
  customerName: 'Erika Musterfrau',
  customerAddress: 'Lindenstraße 7\r\n12345 Musterstadt',
  contractNumber: 'K-4711',
  phone: '+49 151 000000',
  email: 'erika@example.org',
  providerAddress: 'Netz AG\nNetzweg 1',
  providerEmail: 'stoerung@example.com',
  customer: 'business',
};

export function useOwnersForms(): OwnersForms {
  const site = useDoorSite();
  let cookie = '';
  beforeEach(async () => {
    cookie = await site.setUp();
    if (cookie === '') throw new Error('the owner was not let in');
  });
  const common = () => ({ cookie, 'accept-language': 'de' });
  return {
    site,
    see: (path) => site.ask(path, { headers: { ...common(), accept: 'text/html' } }),
    send: (path, fields, headers = {}) => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin: DOOR_ORIGIN };
      return site.ask(path, { method: 'POST', body: body.toString(), headers: { ...common(), ...form, ...headers } });
    },
  };
}

export async function text(answer: Promise<Response>): Promise<string> {
  return (await answer).text();
}

/** The one-time token in the command that a page shows; empty: it shows none. */
export function tokenOn(page: string): string {
  return /lw1\.[A-Za-z0-9_-]{32}\.[0-9a-f]+/.exec(page)?.[0] ?? '';
}

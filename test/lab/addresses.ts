/**
 * Where things are in the lab. Documentation addresses for our own world; the far addresses are those that the probe
 * asks at a user's home, so that it runs here without any setting. All of it exists inside the namespaces only.
 */
export const ADDRESSES = {
  home: { v4: '192.168.178.20', v6: '2001:db8:178::20' },
  routerLan: { v4: '192.168.178.1', v6: 'fe80::1' },
  routerWan: { v4: '203.0.113.2', v6: 'fe80::2' },
  providerWan: { v4: '203.0.113.1', v6: 'fe80::1' },
  routerMobile: { v4: '100.64.0.2' },
  netMobile: { v4: '100.64.0.1' },
  ispResolver: { v4: '203.0.113.53', v6: '2001:db8:53::53' },
  providerCore: { v4: '198.51.100.1', v6: '2001:db8:c0::1' },
  netCore: { v4: '198.51.100.2', v6: '2001:db8:c0::2' },
  netVps: { v4: '198.51.100.9', v6: '2001:db8:ab::9' },
  vps: { v4: '198.51.100.10', v6: '2001:db8:ab::10' },
} as const;

/** Default far targets of the probe and their twins. */
export const FAR_ADDRESSES_V4 = ['1.1.1.1', '1.0.0.1', '9.9.9.9', '149.112.112.112', '8.8.8.8', '8.8.4.4'] as const;
export const FAR_ADDRESSES_V6 = [
  '2606:4700:4700::1111',
  '2606:4700:4700::1001',
  '2620:fe::fe',
  '2620:fe::9',
  '2001:4860:4860::8888',
  '2001:4860:4860::8844',
] as const;

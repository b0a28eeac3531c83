import { expect, test } from 'vitest';
import { hopsOf, readReceived } from './received.ts';

const AT_MS = Date.UTC(2026, 10, 22, 10, 2, 3);

test.each([
  [
    'Postfix',
    'from [127.0.0.1] (dslb-084-059.pools.example [84.59.1.2]) (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)) (Client did not present a certificate) (Authenticated sender: erika) by mail.provider.example (Postfix) with ESMTPSA id 4XyZ12abCd for <max@other.example>; Sun, 22 Nov 2026 11:02:03 +0100 (CET)',
    {
      from: '[127.0.0.1]',
      by: 'mail.provider.example',
      protocol: 'esmtpsa',
      id: '4XyZ12abCd',
      domain: 'provider.example',
    },
  ],
  [
    'Exim',
    'from p5b0c.dip0.example ([91.12.1.2] helo=[127.0.0.1]) by mrelayeu.kundenserver.de with esmtpsa (TLS1.3) tls TLS_AES_128_GCM_SHA256 (Exim 4.96) (envelope-from <a@b.example>) id 1tEabc-000000001Xy-0aBc; Sun, 22 Nov 2026 11:02:03 +0100',
    {
      from: 'p5b0c.dip0.example',
      by: 'mrelayeu.kundenserver.de',
      id: '1tEabc-000000001Xy-0aBc',
      domain: 'kundenserver.de',
    },
  ],
  [
    'Google, within itself',
    'by 2002:a05:6a10:9f4b:b0:2b5:1 with SMTP id k11csp1234; Sun, 22 Nov 2026 02:02:03 -0800 (PST)',
    { from: null, by: '2002:a05:6a10:9f4b:b0:2b5:1', id: 'k11csp1234', domain: null, protocol: 'smtp' },
  ],
  [
    'Exchange',
    'from AM0PR01MB1234.eurprd01.prod.exchangelabs.com (2603:10a6:208:1::1) by DB9PR01MB5678.eurprd01.prod.exchangelabs.com with HTTPS (version=TLS1_2, cipher=TLS_ECDHE); Sun, 22 Nov 2026 10:02:03.4567 +0000',
    { protocol: 'https', domain: 'exchangelabs.com', stampAtMs: AT_MS + 456 },
  ],
  [
    'Exchange with words for a protocol',
    'from a.example (10.0.0.1) by b.example (10.0.0.2) with Microsoft SMTP Server (version=TLS1_2) id 15.20.8182.17 via Frontend Transport; Sun, 22 Nov 2026 10:02:03 +0000',
    { protocol: 'microsoft smtp server', id: '15.20.8182.17', by: 'b.example' },
  ],
  [
    'Dovecot, by LMTP',
    'from mx.other.test by store-12 with LMTP id +Ab3Cd_eFgHij (envelope-from <a@b.example>) for <max@other.test>; Sun, 22 Nov 2026 10:02:03 +0000',
    { by: 'store-12', domain: null, protocol: 'lmtp', id: '+Ab3Cd_eFgHij' },
  ],
  ['qmail', '(qmail 12345 invoked by uid 0); 22 Nov 2026 10:02:03 -0000', { by: null, from: null, id: null }],
  [
    'qmail with an address',
    'from unknown (HELO mx.example) (192.0.2.1) by 0 with SMTP; 22 Nov 2026 10:02:03 -0000',
    { from: 'unknown', by: '0', protocol: 'smtp', domain: null },
  ],
  [
    'Sendmail',
    'from a.example (a.example [192.0.2.7]) by b.example (8.17.1/8.17.1) with ESMTP id 4AMA23xx012345; Sun, 22 Nov 2026 10:02:03 GMT',
    { id: '4AMA23xx012345' },
  ],
  [
    'Amazon, in Go’s way',
    'from x.example by inbound-smtp.eu-west-1.amazonaws.com with SMTP id abc123 for a@b.example; Sun, 22 Nov 2026 10:02:03 +0000 (UTC)',
    { domain: 'amazonaws.com' },
  ],
  [
    'a comment with a semicolon',
    'from a.example (HELO x; y) by b.example (z; w) with SMTP; Sun, 22 Nov 2026 10:02:03 +0000',
    { by: 'b.example' },
  ],
  [
    'a parenthesis that never closes',
    'from a.example (oops by b.example with SMTP; Sun, 22 Nov 2026 10:02:03 +0000',
    { from: 'a.example', by: 'b.example' },
  ],
  [
    'capital keywords and a final dot',
    'FROM A.Example. BY B.Example. WITH esmtp ID x1234; Sun, 22 Nov 2026 10:02:03 +0000',
    { from: 'a.example', by: 'b.example' },
  ],
] as const)('a line of %s is read', (_name, line, expected) => {
  expect(readReceived(line)).toMatchObject({ stampAtMs: AT_MS, ...expected });
});

test('a line without a date, with a date that cannot be, or with nothing at all still gives its other parts', () => {
  expect(readReceived('from a.example by b.example with SMTP')).toMatchObject({ by: 'b.example', stampAtMs: null });
  expect(readReceived('by b.example; Sun, 31 Feb 2026 10:02:03 +0000')).toMatchObject({
    by: 'b.example',
    stampAtMs: null,
  });
  expect(readReceived('')).toEqual({ stampAtMs: null, by: null, from: null, domain: null, id: null, protocol: null });
});

test('hops stand in the order of travel, folded lines unfolded', () => {
  const head = [
    'Received: from relay.provider.example (relay.provider.example [192.0.2.2])',
    '\tby mx.other.example (Postfix) with ESMTPS id B2',
    '\tfor <max@other.example>; Sun, 22 Nov 2026 10:02:05 +0000',
    'DKIM-Signature: v=1; Received: by fake.example; Sun, 22 Nov 2026 10:02:03 +0000',
    'Received: from [127.0.0.1]\r\n by relay.provider.example (Postfix) with ESMTPSA id A1; Sun,',
    ' 22 Nov 2026 10:02:03 +0000',
    'Subject: Received: no',
  ].join('\r\n');
  expect(hopsOf(head).map(({ hop, by, id, stampAtMs }) => [hop, by, id, stampAtMs])).toEqual([
    [0, 'relay.provider.example', 'A1', AT_MS],
    [1, 'mx.other.example', 'B2', AT_MS + 2_000],
  ]);
});

test('of a thousand lines the topmost count, for those below anyone may have written', () => {
  const lines = Array.from({ length: 1_000 }, (_, n) => `Received: by host${n}.example with SMTP id q${n}`);
  const hops = hopsOf(lines.join('\n'));
  expect(hops).toHaveLength(50);
  expect(hops.at(-1)?.by).toBe('host0.example');
});

test('whatever stands in a head, reading it neither throws nor takes long nor gives more than it may', () => {
  const pieces = [
    'Received:',
    ' from ',
    ' by ',
    '(',
    ')',
    ';',
    '\\',
    '"',
    '\r\n',
    '\n\t',
    ' id ',
    ' with ',
    '\0',
    'ä',
    '<',
    '>',
    '[::1]',
    '@',
    'Sun, 22 Nov 2026 10:02:03 +0000',
    'x'.repeat(3_000),
    '((((((',
    '2026-11-22T',
    '=?utf-8?Q?=',
    '\ud800',
  ];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const startCpu = process.cpuUsage();
  for (let round = 0; round < 3_000; round += 1) {
    let head = 'Received: ';
    for (let length = next(60); length > 0; length -= 1) head += pieces[next(pieces.length)];
    for (const { by, from, id, protocol, domain, stampAtMs } of hopsOf(head)) {
      for (const word of [by, from, id, protocol, domain])
        expect(word === null || (word.length <= 255 && /^[\x20-\x7e]*$/.test(word))).toBe(true);
      expect(stampAtMs === null || Number.isSafeInteger(stampAtMs)).toBe(true);
    }
  }
  const evil = `Received: ${'('.repeat(50_000)}${'\\'.repeat(50_000)}; ${'1'.repeat(50_000)}`;
  hopsOf(evil);
  hopsOf(`Received: ${'( '.repeat(2_000)}${') '.repeat(2_000)}`);
  const { user, system } = process.cpuUsage(startCpu);
  expect((user + system) / 1_000).toBeLessThan(5_000);
});

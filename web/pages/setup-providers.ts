/** Suggestions for the field of the provider, as people know them: Germany first, then the neighbours. Any other may be typed. */
export const PROVIDERS: readonly string[] = [
  ...['Telekom', 'Vodafone', '1&1', 'O2', 'Deutsche Glasfaser', 'NetCologne', 'M-net', 'EWE', 'PŸUR', 'congstar'],
  ...[
    'swb',
    'osnatel',
    'NetAachen',
    'wilhelm.tel',
    'willy.tel',
    'htp',
    'DOKOM21',
    'R-KOM',
    'TNG',
    'DNS:NET',
    'Easybell',
  ],
  ...['Deutsche GigaNetz', 'Unsere Grüne Glasfaser', 'LEW Highspeed', 'envia TEL', 'Thüringer Netkom', 'NetCom BW'],
  ...['BBV', 'Stiegeler', 'Glasfaser Ruhr', 'freenet', 'Starlink'],
  ...['A1', 'Magenta', 'Drei', 'LIWEST', 'kabelplus', 'Salzburg AG'],
  ...['Swisscom', 'Sunrise', 'Salt', 'Init7', 'Quickline'],
  ...['BT', 'Sky', 'Virgin Media', 'TalkTalk', 'Plusnet', 'Zen Internet'],
  ...['KPN', 'Ziggo', 'Odido', 'DELTA'],
];

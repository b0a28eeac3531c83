import { describe, expect, test } from 'vitest';
import { readXml } from './read-xml.ts';

test('leaves come with their local names, plain text and the element they stand in', () => {
  const read = readXml(
    '<?xml version="1.0"?>\n<s:a xmlns:s="x"><!-- <b> --><u:b t="1 > 0"> 1 &amp; &#xe4;&#228; </u:b><c/><d><![CDATA[<x> & y]]></d></s:a>\0\n',
  );
  expect(read?.root).toBe('a');
  expect(read?.leaves).toEqual([
    { name: 'b', text: '1 & ää', parent: 1, parentName: 'a' },
    { name: 'c', text: '', parent: 1, parentName: 'a' },
    { name: 'd', text: '<x> & y', parent: 1, parentName: 'a' },
  ]);
});

describe('what is not one whole element is refused', () => {
  test.each([
    ['nothing', ''],
    ['words', 'no XML'],
    ['half an answer', '<a><b>1</b>'],
    ['a tag that does not end', '<a><b'],
    ['a comment that does not end', '<a><!-- </a>'],
    ['a section that does not end', '<a><![CDATA[ </a>'],
    ['crossed elements', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['words behind the root', '<a/> and more'],
    ['an end without begin', '</a>'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['an unknown entity', '<a>&e;</a>'],
    ['an entity without end', '<a>& b</a>'],
    ['an entity that every object inherits', '<a>&toString;</a>'],
    ['another', '<a>&__proto__;</a>'],
    ['a number that is no sign', '<a>&#xd800;</a>'],
    ['a number beyond all signs', '<a>&#x110000;</a>'],
    ['a tag in a tag', '<a <b>></a>'],
    ['a name that is none', '<1a></1a>'],
    ['depth without end', '<a>'.repeat(40)],
    ['too many elements', `<a>${'<b/>'.repeat(6000)}</a>`],
    ['HTML', '<!DOCTYPE html><html><body><br></body></html>'],
  ])('%s', (_name, text) => {
    expect(readXml(text)).toBeNull();
  });
});

test('no cut or flipped byte of an answer makes the reader throw, and none takes long', () => {
  const text =
    '<?xml version="1.0"?><s:E xmlns:s="x"><s:B><u:R><NewUptime>18000</NewUptime><N>&lt;</N></u:R></s:B></s:E>';
  for (let at = 0; at < text.length; at++) {
    expect(readXml(text.slice(0, at))).toBeNull();
    for (const sign of '<>&;/"]! ') readXml(text.slice(0, at) + sign + text.slice(at + 1));
  }
  const startMs = performance.now();
  readXml(`<a>${'<'.repeat(300_000)}`);
  readXml(`<a>${'&'.repeat(300_000)}</a>`);
  readXml(`<a ${'b="'.repeat(100_000)}`);
  readXml(`<a>${'<!--'.repeat(75_000)}`);
  expect(performance.now() - startMs).toBeLessThan(1000);
});

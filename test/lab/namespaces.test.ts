import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { describeWith } from '../needs.ts';
import { addNamespace, listNamespaces, removeLeftovers, removeNamespace, runIn } from './namespaces.ts';

describeWith(['namespaces'], 'namespaces of the lab', () => {
  const mine = `lwl-${process.pid}-99-home`;
  const left = `lwl-${spawnSync('true').pid}-1-home`; // its process has ended
  afterEach(() => {
    removeNamespace(mine);
    removeNamespace(left);
  });

  test('what a dead process left is removed, what a living one uses stays', () => {
    addNamespace(mine, ['192.0.2.53']);
    addNamespace(left, ['192.0.2.53']);
    removeLeftovers();
    expect(listNamespaces()).toContain(mine);
    expect(listNamespaces()).not.toContain(left);
    expect(existsSync(`/etc/netns/${left}`)).toBe(false);
  });

  test('programs inside see the resolvers of their place', () => {
    addNamespace(mine, ['192.0.2.53', '2001:db8::53']);
    expect(runIn(mine, 'cat', ['/etc/resolv.conf'])).toBe('nameserver 192.0.2.53\nnameserver 2001:db8::53\n');
  });

  test('a command that fails says which, and why', () => {
    addNamespace(mine, []);
    expect(() => runIn(mine, 'ip', ['link', 'set', 'nowhere', 'up'])).toThrow(/ip link set nowhere up: .*nowhere/);
  });
});

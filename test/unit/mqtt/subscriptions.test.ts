import { describe, expect, it } from 'vitest';
import { createRouter, matches, ofTask, tasksFor } from '../../../lib/connectors/mqtt/source/subscriptions.ts';

const to = (kafkaTopic: string, ...filters: readonly string[]) =>
  filters.map((filter) => ({ filter, kafkaTopic, route: null }));

describe('topic filters', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/#', 'a/b/c', true],
    ['a/#', 'a', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['$share/group/a/+', 'a/b', true],
    ['/a', 'a', false],
    ['+/+', '/a', true],
  ])('%s means %s: %s', (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected);
  });
});

describe('subscriptions', () => {
  it('are dealt out such that what is appended moves none of the others', () => {
    const four = to('t', 'a', 'b', 'c', 'd');
    expect(tasksFor(four, 3)).toBe(3);
    expect([0, 1, 2].map((task) => ofTask(four, task, 3).map(({ filter }) => filter))).toEqual([
      ['a', 'd'],
      ['b'],
      ['c'],
    ]);
    const five = to('t', 'a', 'b', 'c', 'd', 'e');
    expect([0, 1, 2].map((task) => ofTask(five, task, 3).map(({ filter }) => filter))).toEqual([
      ['a', 'd'],
      ['b', 'e'],
      ['c'],
    ]);
  });

  it('are no more tasks than there is work for, but all share what is shared', () => {
    expect(tasksFor(to('t', 'a'), 4)).toBe(1);
    const shared = to('t', 'a', '$share/g/b/#');
    expect(tasksFor(shared, 4)).toBe(4);
    expect(ofTask(shared, 3, 4).map(({ filter }) => filter)).toEqual(['$share/g/b/#']);
  });

  it('say where a message goes', () => {
    expect(createRouter(to('all', 'a', 'b'))('b').kafkaTopic).toBe('all');
    const route = createRouter([...to('first', 'a/+'), ...to('second', '$share/g/b/#'), ...to('$', '/c/#')]);
    expect(['a/x', 'b/x/y', '/c/d//e', 'a/x'].map((topic) => route(topic).kafkaTopic)).toEqual([
      'first',
      'second',
      'c_d_e',
      'first',
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { renameTopic } from '../../../lib/transforms/topic/rename-topic.ts';

describe('renameTopic', () => {
  test.each([
    ['(topic)(.*)', '$2-x-$1', 'topicA', 'A-x-topic'],
    ['(.*)', '${0}', 'a', undefined],
    ['(?<a>.)(?<b>.)', '${b}${a}', 'xy', 'yx'],
    ['(.)(.)', '$21', 'xy', 'y1'],
    ['(.*)', '\\$1\\\\', 'a', '$1\\'],
    ['(a)|(b)', '[$1$2]', 'b', '[b]'],
    ['(.*)', '$0$0', 'a', 'aa'],
    // The whole matches by its second alternative, but the first match in it is by the first.
    ['a|ab', 'x', 'ab', 'xb'],
    ['other', 'x', 'topic', null],
  ])('%s, %s: %s becomes %s', (regex, replacement, topic, expected) => {
    if (expected === undefined) expect(() => renameTopic(regex, replacement, 'r')).toThrow('Illegal group reference');
    else expect(renameTopic(regex, replacement, 'r')(topic)).toBe(expected);
  });

  test('finds out about groups that are not there when it is made', () => {
    expect(() => renameTopic('(.*)', '$2', 'replacement')).toThrow(
      'Invalid value $2 for configuration replacement: No group 2',
    );
  });
});

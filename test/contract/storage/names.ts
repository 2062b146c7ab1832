import { randomUUID } from 'node:crypto';

/** A connector of this test's own. */
export const newConnector = (): string => `connector-${randomUUID()}`;

/** What a connector's name may hold that a database might stumble over. */
export const oddNames = [
  'ünïcödé 😀 接続',
  `quote's "and" \\ ;--`,
  'a/b#c?d=e&f',
  'lease#0',
  ' ',
  '{"a":1}',
  'ﷺ'.repeat(80),
];

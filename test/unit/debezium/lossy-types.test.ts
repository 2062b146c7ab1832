import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LOSSY_TYPES as OF_MYSQL } from '../../../lib/connectors/debezium/mysql/types/lossy-types.ts';
import {
  LOSSY_ARRAY,
  LOSSY_TYPES as OF_POSTGRESQL,
  UNCHANGED_VALUE,
  UNKNOWN_TYPE,
} from '../../../lib/connectors/debezium/postgresql/types/lossy-types.ts';

const documentation = readFileSync('docs/debezium.md', 'utf8').replace(/\s+/g, ' ');

test.each([...OF_MYSQL, ...OF_POSTGRESQL, LOSSY_ARRAY, UNCHANGED_VALUE, UNKNOWN_TYPE])(
  'documented: $loses',
  ({ loses, keptBy }) => {
    expect(documentation).toContain(loses);
    expect(documentation).toContain(keptBy ?? 'nothing');
  },
);

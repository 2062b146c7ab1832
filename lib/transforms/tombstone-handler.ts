import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { oneOf } from '../config/validators.ts';
import { DataError } from '../connect/errors.ts';
import { CONFLUENT_VERSION } from './record/version.ts';

/**
 * Follows `io.confluent.connect.transforms.TombstoneHandler`,
 * https://docs.confluent.io/kafka-connectors/transforms/current/tombstonehandler.html
 */
export const tombstoneHandler = defineTransformation({
  className: 'io.confluent.connect.transforms.TombstoneHandler',
  version: CONFLUENT_VERSION,
  documentation: 'Drops records whose value is null, or fails on them.',
  configDef: defineConfig({
    behavior: {
      type: 'STRING',
      default: 'warn',
      importance: 'MEDIUM',
      documentation:
        'What becomes of tombstones: ignore drops them, warn too and logs it, fail makes an error of them.',
      validator: oneOf('ignore', 'warn', 'fail'),
    },
  }),
  create: ({ behavior }, { log }) => ({
    apply: (record) => {
      if (record.value !== null) return record;
      if (behavior === 'fail') throw new DataError('Tombstone record encountered, failing due to configured behavior');
      if (behavior === 'warn') log.warn('Tombstone record encountered, and dropped', { topic: record.topic });
      return null;
    },
  }),
});

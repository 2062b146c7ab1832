import { INT32_SCHEMA, STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { exactlyOnceSinkContract } from './exactly-once-sink-contract.ts';
import { mapSink, mapSinkTask, transactionalMap } from './transactional-map-sink.ts';

let target = transactionalMap();

exactlyOnceSinkContract('a transactional map', {
  connector: mapSink,
  task: mapSinkTask(() => target),
  open: async () => {
    target = transactionalMap();
    return {
      config: {},
      stored: async () => target.rows,
      failNextCommit: () => {
        target.beforeCommit = () => {
          target.beforeCommit = () => {};
          throw new Error('connection lost');
        };
      },
    };
  },
  record: (n) => ({ valueSchema: STRING_SCHEMA, value: `row ${n}` }),
  badRecord: { valueSchema: INT32_SCHEMA, value: 7 },
  by: 'stored offsets',
});

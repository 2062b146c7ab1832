import { RetriableError } from '../../../lib/connect/errors.ts';
import { INT32_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { s3Sink } from '../../../lib/connectors/object-storage/s3-sink/connector.ts';
import { createSink, linesOf, memoryStore, quickstart } from '../../unit/object-storage/sink-harness.ts';
import { exactlyOnceSinkContract } from './exactly-once-sink-contract.ts';
import { sinkTaskContract } from './sink-task-contract.ts';

const SCHEMA = structSchema([['n', INT32_SCHEMA]]);
const keyed = (n: number) => ({ keySchema: STRING_SCHEMA, key: `k${n}` });

/** All of the S3 sink but the store, which is a map. */
const contract = (behavior: 'fail' | 'ignore', tombstone: 'fails' | 'skips'): void => {
  let store = memoryStore();
  sinkTaskContract(`s3-sink over a map, behavior.on.null.values=${behavior},`, {
    connector: s3Sink,
    task: { kind: 'sink', start: (raw, { errantRecordReporter }) => createSink(raw, store, errantRecordReporter) },
    open: async () => {
      store = memoryStore();
      return {
        config: { ...quickstart, 'behavior.on.null.values': behavior },
        stored: async () => [...store.objects.values()].flatMap(linesOf),
      };
    },
    record: (n) => ({ ...keyed(n), valueSchema: SCHEMA, value: new Struct(SCHEMA, [n]) }),
    badRecord: { ...keyed(1), valueSchema: SCHEMA, value: new Struct(SCHEMA, ['not a number']) },
    redelivery: 'once',
    tombstone,
  });
};

contract('fail', 'fails');
contract('ignore', 'skips');

let onceStore = memoryStore();
exactlyOnceSinkContract('s3-sink over a map', {
  connector: s3Sink,
  task: { kind: 'sink', start: (raw, { errantRecordReporter }) => createSink(raw, onceStore, errantRecordReporter) },
  open: async () => {
    onceStore = memoryStore();
    return {
      config: quickstart,
      stored: async () => [...onceStore.objects.values()].flatMap(linesOf),
      failNextCommit: () => onceStore.failNext([false, true], new RetriableError('The store is down')),
    };
  },
  record: (n) => ({ ...keyed(n), valueSchema: SCHEMA, value: new Struct(SCHEMA, [n]) }),
  by: 'idempotent writes',
});

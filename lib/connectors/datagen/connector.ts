import { defineSourceConnector } from '../../config/define-connector.ts';
import type { ConfigProblem } from '../../connect/connector.ts';
import { ConnectError } from '../../connect/errors.ts';
import type { SourceOffset } from '../../connect/offset.ts';
import { type DatagenConfig, datagenConfig } from './config.ts';
import { quickstarts } from './quickstarts.ts';

const validate = ({ quickstart, 'schema.keyfield': keyField }: DatagenConfig): readonly ConfigProblem[] => {
  if (quickstart === null) return [{ key: 'quickstart', message: 'One of the built-in quickstarts must be chosen' }];
  const { fields, fieldIndex } = quickstarts[quickstart].schema;
  if (keyField === '' || fieldIndex.has(keyField)) return [];
  const names = fields.map(({ name }) => name).join(', ');
  return [{ key: 'schema.keyfield', message: `${keyField} is not a field of ${quickstart}, which has ${names}` }];
};

const checkOffset = (offset: SourceOffset | null): void => {
  if (offset !== null && !(Number(offset['current.iteration'] ?? Number.NaN) >= 0))
    throw new ConnectError("Offset objects should either be null or have a non-negative 'current.iteration'");
};

/** Follows `io.confluent.kafka.connect.datagen.DatagenConnector`, for trials. */
export const datagen = defineSourceConnector({
  name: 'datagen',
  className: 'io.confluent.kafka.connect.datagen.DatagenConnector',
  taskClass: 'io.confluent.kafka.connect.datagen.DatagenTask',
  version: '0.6.7',
  documentation:
    'Makes up records for trials: users, orders, page views, stock trades. Record number n of a task is always the same for the same seed, so that a task goes on after a restart as if nothing had happened.',
  configDef: datagenConfig,
  example: {
    'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
    'tasks.max': '1',
    'kafka.topic': 'pageviews',
    quickstart: 'pageviews',
    'max.interval': '100',
    iterations: '10000',
  },
  taskConfigs: (_config, maxTasks, raw) =>
    Array.from({ length: maxTasks }, (_, task) => ({ ...raw, 'task.id': String(task) })),
  validate,
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: (_config, offsets) => {
    for (const { offset } of offsets) checkOffset(offset);
    return true;
  },
});

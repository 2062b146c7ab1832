import { defineConfig } from '../../../config/config-def.ts';
import { oneOf } from '../../../config/validators.ts';
import { eventConfig } from '../config/event-keys.ts';
import { runConfig } from '../config/run-keys.ts';
import { snapshotConfig } from '../config/snapshot-keys.ts';
import { onlyAllows } from '../config/validators.ts';

const group = 'Events';

/** Columns, decimals and placeholders are relational databases'. */
const {
  'message.key.columns': _keyColumns,
  'decimal.handling.mode': _decimals,
  'binary.handling.mode': _binaries,
  'lossy.types.handling.mode': _losses,
  'field.name.adjustment.mode': _fieldNames,
  'unavailable.value.placeholder': _placeholder,
  'include.schema.comments': _comments,
  'column.include.list': _included,
  'column.exclude.list': _excluded,
  'column.propagate.source.type': _columnTypes,
  'datatype.propagate.source.type': _types,
  'heartbeat.action.query': _query,
  ...documentEventConfig
} = eventConfig;

const {
  'snapshot.select.statement.overrides': _statements,
  'snapshot.query.mode': _queryMode,
  'snapshot.query.mode.custom.name': _queryName,
  'snapshot.locking.mode': _lockingMode,
  'snapshot.locking.mode.custom.name': _lockingName,
  'snapshot.lock.timeout.ms': _lockTimeout,
  'snapshot.isolation.mode': _isolation,
  'snapshot.tables.order.by.row.count': _order,
  ...documentSnapshotConfig
} = snapshotConfig;

const {
  'memory.management.schemas.class': _schemas,
  'memory.management.tables.class': _tables,
  ...documentRunConfig
} = runConfig;

/** What MongoDB's connector shares with its family, and what is particular to its events. */
export const mongodbEventConfig = defineConfig({
  ...documentEventConfig,
  ...documentSnapshotConfig,
  ...documentRunConfig,
  'snapshot.mode': {
    type: 'STRING',
    default: 'initial',
    validator: oneOf('always', 'initial', 'initial_only', 'no_data', 'never', 'when_needed', 'configuration_based'),
    importance: 'LOW',
    documentation:
      'What a run reads first. initial: all documents, once. always: all documents whenever the connector is started. initial_only: all documents and no changes after. no_data: no documents. when_needed: as initial, and again when the oplog was lost. configuration_based: as the keys snapshot.mode.configuration.based.* have it.',
    group: 'Snapshots',
  },
  'snapshot.collection.filter.overrides': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'Collections of which a snapshot reads only a part, as database.collection, …; the part is the filter of snapshot.collection.filter.overrides.<database.collection>, as extended JSON.',
    group: 'Snapshots',
  },
  'topic.naming.strategy': {
    type: 'CLASS',
    default: 'io.debezium.schema.SchemaTopicNamingStrategy',
    validator: oneOf('io.debezium.schema.SchemaTopicNamingStrategy', 'io.debezium.schema.DefaultTopicNamingStrategy'),
    importance: 'MEDIUM',
    documentation: 'How topics are named: prefix.database.collection, by either.',
    group,
  },
  'sourceinfo.struct.maker': {
    type: 'CLASS',
    default: 'io.debezium.connector.mongodb.MongoDbSourceInfoStructMaker',
    validator: onlyAllows(
      'io.debezium.connector.mongodb.MongoDbSourceInfoStructMaker',
      'other makers are Java classes, which cannot run here',
    ),
    importance: 'LOW',
    documentation: 'Makes the field source.',
    group,
  },
});

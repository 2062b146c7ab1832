import { randomUUID } from 'node:crypto';
import type { Logger } from '../../connect/logger.ts';
import { INT64_SCHEMA, mapSchema, STRING_SCHEMA, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import { schemaNameAdjuster } from '../../formats/avro/name-adjuster.ts';
import type { UnplacedRecord } from './change-records.ts';
import type { SignalActions } from './signals.ts';
import {
  beginEvents,
  type ScanStatus,
  type SnapshotEvent,
  snapshotEvents,
  type ToldProgress,
} from './snapshot-events.ts';

interface NotificationConfig {
  readonly 'topic.prefix': string;
  readonly 'schema.name.adjustment.mode': Parameters<typeof schemaNameAdjuster>[0];
  readonly 'notification.enabled.channels': readonly string[] | null;
  readonly 'notification.sink.topic.name': string | null;
}

/** Tells of snapshots, in a topic and in the log; follows `io.debezium.pipeline.notification.NotificationService`. */
export interface Notifications {
  /** A run begins. @param before what was left to read; `undefined` where the connector never ran. */
  began(before: ToldProgress | null | undefined, after: ToldProgress | null): void;
  /** What is left to read is another now. */
  changed(before: ToldProgress | null, after: ToldProgress | null): void;
  /** A table could not be read and is left out: the next change tells so. */
  leftOut(table: string, status: ScanStatus): void;
  /** Whether anybody hears them: what only they tell need not be found out else. */
  readonly areHeard: boolean;
  /** The key of a table's last row, in order, where reading it begins. */
  endsAt(table: string, key: readonly string[]): void;
  /** The same actions, but that their stop is told as such. */
  watched(actions: SignalActions): SignalActions;
  /** The records of what was told since. */
  take(): readonly UnplacedRecord[];
}

/** As `SchemaFactory` has them. */
const schemasOf = (config: NotificationConfig) => {
  const adjust = schemaNameAdjuster(config['schema.name.adjustment.mode']);
  const key = structSchema([['id', STRING_SCHEMA]], {
    name: adjust('io.debezium.connector.common.NotificationKey'),
    version: 1,
  });
  const value = structSchema(
    [
      ['id', STRING_SCHEMA],
      ['type', STRING_SCHEMA],
      ['aggregate_type', STRING_SCHEMA],
      ['additional_data', mapSchema(STRING_SCHEMA, STRING_SCHEMA, { optional: true })],
      ['timestamp', INT64_SCHEMA],
    ],
    { name: adjust('io.debezium.connector.common.Notification'), version: 1 },
  );
  return { key, value };
};

export const createNotifications = (config: NotificationConfig, log: Logger): Notifications => {
  const channels = config['notification.enabled.channels'] ?? [];
  const topic = channels.includes('sink') ? config['notification.sink.topic.name'] : null;
  const areHeard = topic !== null || channels.includes('log');
  const schemas = schemasOf(config);
  let records: UnplacedRecord[] = [];
  let isStopping = false;
  const statuses = new Map<string, ScanStatus>();
  const maximumKeys = new Map<string, string>();

  const record = (topic: string, { id = randomUUID(), type, aggregateType, data }: SnapshotEvent): UnplacedRecord => {
    const facts = new Map([['connector_name', config['topic.prefix']], ...Object.entries(data)]);
    return {
      topic,
      kafkaPartition: null,
      keySchema: schemas.key,
      key: new Struct(schemas.key, [id]),
      valueSchema: schemas.value,
      value: new Struct(schemas.value, [id, type, aggregateType, facts, Date.now()]),
      timestamp: null,
      headers: [],
    };
  };

  const tell = (events: readonly SnapshotEvent[]): void => {
    for (const event of events) {
      if (channels.includes('log'))
        log.info('[Notification Service]', { aggregateType: event.aggregateType, type: event.type, ...event.data });
      if (topic !== null) records.push(record(topic, event));
    }
  };

  return {
    began: (before, after) => tell(beginEvents(before, after)),
    changed: (before, after) => {
      if (areHeard) tell(snapshotEvents(before, after, { isStopped: isStopping, statuses, maximumKeys }));
      statuses.clear();
    },
    areHeard,
    leftOut: (table, status) => void statuses.set(table, status),
    endsAt: (table, key) => void maximumKeys.set(table, key.join(',')),
    watched: (actions) => ({
      ...actions,
      stop: (tables) => {
        isStopping = true;
        try {
          actions.stop(tables);
        } finally {
          isStopping = false;
        }
      },
    }),
    take: () => {
      const taken = records;
      records = [];
      return taken;
    },
  };
};

import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';

const KEY = structSchema([['serverName', STRING_SCHEMA]], {
  name: 'io.debezium.connector.common.ServerNameKey',
  version: 1,
});
const VALUE = structSchema([['ts_ms', INT64_SCHEMA]], { name: 'io.debezium.connector.common.Heartbeat', version: 1 });

/** A heartbeat's key and value; follows `io.debezium.heartbeat.HeartbeatImpl`. */
export const heartbeatRecord = (prefix: string, nowMs: number) => ({
  keySchema: KEY,
  key: new Struct(KEY, [prefix]),
  valueSchema: VALUE,
  value: new Struct(VALUE, [nowMs]),
});

/**
 * When the next heartbeat is due. The first one of a run is due at once: runs are short, and a source that is idle in each
 * of them must still let its log go.
 */
export const createHeartbeatTimer = (intervalMs: number, now: () => number): (() => boolean) => {
  let due = 0;
  return () => {
    if (intervalMs <= 0 || now() < due) return false;
    due = now() + intervalMs;
    return true;
  };
};

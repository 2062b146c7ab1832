import { DataError } from '../../connect/errors.ts';
import type { Struct } from '../../connect/struct.ts';

/** What the events of one connector are made of. */
export interface ConnectorEvents {
  /** Label in the event's id, and the field of `source`: together they are another for every change. */
  readonly id: ReadonlyArray<readonly [label: string, field: string]>;
  /** The fields of the change event that are the data; none: all of them. */
  readonly data: readonly string[];
}

const ROW = ['before', 'after'];

const named = (...fields: readonly string[]): ConnectorEvents['id'] =>
  ['name', ...fields].map((field) => [field, field] as const);

/** Follows the `CloudEventsMaker` of each connector, by `source.connector`. MariaDB's, unlike the others, has all as data. */
const events: ReadonlyMap<string, ConnectorEvents> = new Map([
  ['postgresql', { id: named('lsn', 'txId', 'sequence'), data: ROW }],
  ['mysql', { id: named('file', 'pos'), data: ROW }],
  ['mariadb', { id: named('file', 'pos'), data: [] }],
  [
    'mongodb',
    {
      id: [
        ['name', 'name'],
        ['ts', 'ts_ms'],
        ['ord', 'ord'],
      ],
      data: [...ROW, 'updateDescription'],
    },
  ],
  ['sqlserver', { id: named('change_lsn', 'commit_lsn', 'event_serial_no'), data: ROW }],
  ['oracle', { id: named('scn', 'commit_scn', 'lcr_position'), data: ROW }],
]);

/** @throws DataError in Debezium's words for a connector that it makes no such events of. */
export const connectorEvents = (connector: string): ConnectorEvents => {
  const found = events.get(connector);
  if (found === undefined) throw new DataError(`No usable CloudEvents converters for connector type "${connector}"`);
  return found;
};

/** As `name:server1;lsn:29274832;…`; what is not known is `null` there. */
export const eventId = ({ id }: ConnectorEvents, source: Struct): string =>
  id.map(([label, field]) => `${label}:${String(source.get(field))}`).join(';');

import type { CdcHandlerName } from '../class-names.ts';
import type { SinkDocument } from '../sink-document.ts';
import type { WriteModel } from '../write-strategy.ts';
import { handleChangeStream } from './change-stream.ts';
import { debeziumMongoDb } from './debezium-mongodb.ts';
import { handleDebeziumRdbms } from './debezium-rdbms.ts';
import { handleQlik } from './qlik.ts';

/** What a change event does to its document; `null` when nothing. Follows `CdcHandler`. @throws DataError */
export type CdcHandler = (document: SinkDocument) => WriteModel | null;

export const CDC: Readonly<Record<CdcHandlerName, CdcHandler>> = {
  'change-stream': handleChangeStream,
  'debezium-mongodb': debeziumMongoDb('after'),
  'debezium-mongodb-oplog': debeziumMongoDb('patch'),
  'debezium-rdbms': handleDebeziumRdbms,
  'qlik-rdbms': handleQlik,
};

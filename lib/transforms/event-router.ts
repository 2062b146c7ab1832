import { defineTransformation } from '../config/define-transformation.ts';
import type { Struct } from '../connect/struct.ts';
import { structIn } from './debezium/envelope.ts';
import { eventRouterConfig } from './debezium/event-router-config.ts';
import { createOutboxRouter } from './debezium/outbox-router.ts';
import { requireStruct } from './record/requirements.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const insertedRow = (event: Struct): Struct => requireStruct(structIn(event, 'after'), 'Read Outbox Event');

/**
 * Follows `io.debezium.transforms.outbox.EventRouter`,
 * https://debezium.io/documentation/reference/stable/transformations/outbox-event-router.html
 */
export const eventRouter = defineTransformation({
  className: 'io.debezium.transforms.outbox.EventRouter',
  version: DEBEZIUM_VERSION,
  documentation: 'Turns the rows inserted into an outbox table into events of their own, each to its topic.',
  configDef: eventRouterConfig,
  create: (config, { log }) => createOutboxRouter({ config, log, rowOf: insertedRow }),
});

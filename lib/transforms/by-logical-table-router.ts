import { defineLogicalRouter } from './debezium/logical-router.ts';

/**
 * Follows `io.debezium.transforms.ByLogicalTableRouter`, which Debezium keeps for old configurations only,
 * https://debezium.io/documentation/reference/stable/transformations/topic-routing.html
 */
export const byLogicalTableRouter = defineLogicalRouter(
  'io.debezium.transforms.ByLogicalTableRouter',
  '__dbz__physicalTableIdentifier',
);

/** Follows `io.debezium.transforms.ToLogicalTopicRouter`, the same under its new name. */
export const toLogicalTopicRouter = defineLogicalRouter(
  'io.debezium.transforms.ToLogicalTopicRouter',
  '__dbz__sourceIdentifier',
);

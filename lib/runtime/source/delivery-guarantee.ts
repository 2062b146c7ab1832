import { sourceConnectorConfig } from '../../config/common/source-connector-config.ts';
import { parseConfig } from '../../config/parse-config.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { WorkerConfig } from '../worker-config.ts';

export type DeliveryGuarantee = 'at_least_once' | 'at_most_once' | 'exactly_once';

const guaranteeConfig = { 'delivery.guarantee': sourceConnectorConfig['delivery.guarantee'] };

/**
 * What a source is to deliver: as it says itself, else exactly once where the worker has that enabled (KIP-618).
 *
 * @throws ConfigError when it says nothing known.
 */
export const sourceGuarantee = (connector: RawConfig, { parsed }: Pick<WorkerConfig, 'parsed'>): DeliveryGuarantee =>
  parseConfig(guaranteeConfig, connector)['delivery.guarantee'] ??
  (parsed['exactly.once.source.support'] === 'enabled' ? 'exactly_once' : 'at_least_once');

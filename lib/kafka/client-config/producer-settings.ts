import { invalidValue } from '../../config/invalid-value.ts';
import { parseConfig } from '../../config/parse-config.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { CompressionType } from '../compression/codec.ts';
import type { ClientConfig } from '../port.ts';
import { producerConfig } from './producer-config.ts';

export interface ProducerSettings {
  readonly compression: CompressionType;
  readonly idempotent: boolean;
  /** -1 for all. */
  readonly acks: -1 | 1;
  readonly maxBatchBytes: number;
  readonly maxRequestBytes: number;
  readonly deliveryTimeoutMs: number;
  readonly maxBlockMs: number;
}

/** @throws ConfigError when a setting is wrong, or asks for less than the idempotent producer needs. */
export const producerSettings = (raw: ClientConfig): ProducerSettings => {
  const config = parseConfig(producerConfig, raw);
  const idempotent = config['enable.idempotence'];
  return {
    compression: config['compression.type'],
    idempotent,
    acks: acks(config.acks, idempotent),
    maxBatchBytes: config['batch.size'],
    maxRequestBytes: config['max.request.size'],
    deliveryTimeoutMs: config['delivery.timeout.ms'],
    maxBlockMs: config['max.block.ms'],
  };
};

const acks = (given: 'all' | '-1' | '1' | '0', idempotent: boolean): -1 | 1 => {
  if (given === 'all' || given === '-1') return -1;
  if (given === '0') throw invalidValue('acks', given, 'offsets are needed of what was sent; use all, or 1');
  if (idempotent)
    throw new ConfigError(
      'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
    );
  return 1;
};

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
  readonly transactionTimeoutMs: number;
}

export interface TransactionalSettings extends ProducerSettings {
  readonly transactionalId: string;
}

/** @throws ConfigError as {@link producerSettings}, or when idempotence is off, without which there are no transactions. */
export const transactionalSettings = (raw: ClientConfig): TransactionalSettings => {
  const settings = producerSettings(raw);
  const transactionalId = parseConfig(producerConfig, raw)['transactional.id'];
  if (transactionalId === null) throw new ConfigError('Transactions need a transactional.id');
  if (!settings.idempotent) throw new ConfigError('Cannot set a transactional.id without also enabling idempotence.');
  return { ...settings, transactionalId };
};

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
    transactionTimeoutMs: config['transaction.timeout.ms'],
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

import { ConnectError } from '../connect/errors.ts';

/**
 * This producer may not go on: a newer one has its transactional id, or its transaction outlasted `transaction.timeout.ms`.
 * What it had not committed is aborted. Follows `org.apache.kafka.common.errors.ProducerFencedException`.
 */
export class ProducerFencedError extends ConnectError {
  override readonly name = 'ProducerFencedError';

  constructor(transactionalId: string, cause: Error) {
    super(
      `The producer with transactional.id ${transactionalId} was fenced off: another one has taken over, or its transaction took longer than transaction.timeout.ms`,
      { cause, className: 'org.apache.kafka.common.errors.ProducerFencedException' },
    );
  }
}

/**
 * Errors steer the runtime, as Kafka Connect's exceptions do:
 *
 * - {@link RetriableError}: the same work is done again;
 * - {@link DataError}: this record is bad: tolerance and dead letter queue decide;
 * - anything else: the task is FAILED with this error as its trace.
 *
 * `className` is the Java class that a user knows this error by; traces and dead letter headers carry it.
 */
export class ConnectError extends Error {
  readonly className: string;

  constructor(message: string, options: { cause?: unknown; className?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.className = options.className ?? 'org.apache.kafka.connect.errors.ConnectException';
  }
}

/** A passing fault: try again; follows `org.apache.kafka.connect.errors.RetriableException`. */
export class RetriableError extends ConnectError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, {
      ...options,
      className: 'org.apache.kafka.connect.errors.RetriableException',
    });
  }
}

/** A record that cannot be converted, transformed or stored; follows `org.apache.kafka.connect.errors.DataException`. */
export class DataError extends ConnectError {
  constructor(message: string, options: { cause?: unknown; className?: string } = {}) {
    super(message, { className: 'org.apache.kafka.connect.errors.DataException', ...options });
  }
}

/** A schema that contradicts itself; follows `org.apache.kafka.connect.errors.SchemaBuilderException`, a DataException. */
export class SchemaBuilderError extends DataError {
  constructor(message: string) {
    super(message, { className: 'org.apache.kafka.connect.errors.SchemaBuilderException' });
  }
}

/** A configuration that cannot be used; follows `org.apache.kafka.common.config.ConfigException`. */
export class ConfigError extends ConnectError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, {
      ...options,
      className: 'org.apache.kafka.common.config.ConfigException',
    });
  }
}

/** Anything thrown, as an `Error`. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

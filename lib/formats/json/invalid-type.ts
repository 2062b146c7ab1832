import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** Kafka's sentence for a value that is not of its schema's type, whichever way it goes. */
export const invalidType = (type: string, value: ConnectValue): DataError =>
  new DataError(`Invalid type for ${type}: class ${javaClass(value)}`);

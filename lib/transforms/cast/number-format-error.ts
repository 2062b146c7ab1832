import { ConnectError } from '../../connect/errors.ts';

/** A text that is no number of the wanted type; stands for `java.lang.NumberFormatException`, always as a cause. */
export class NumberFormatError extends ConnectError {
  constructor(text: string) {
    super(`For input string: "${text}"`, { className: 'java.lang.NumberFormatException' });
  }
}

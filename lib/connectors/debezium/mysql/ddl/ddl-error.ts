import { ConnectError } from '../../../../connect/errors.ts';

const MAX_SHOWN = 300;

/** A statement that cannot be understood; follows `io.debezium.text.ParsingException`. */
export class DdlError extends ConnectError {
  constructor(problem: string, statement: string) {
    const shown = statement.length > MAX_SHOWN ? `${statement.slice(0, MAX_SHOWN)}…` : statement;
    super(
      `The DDL statement '${shown}' cannot be understood: ${problem}. Set schema.history.internal.skip.unparseable.ddl=true to go on without it, if it changes no captured table.`,
      { className: 'io.debezium.text.ParsingException' },
    );
  }
}

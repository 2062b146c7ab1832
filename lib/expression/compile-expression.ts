import { EvaluationError, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { asError, DataError } from '../connect/errors.ts';
import type { ConnectRecord } from '../connect/record.ts';
import { expressionEnvironment } from './environment.ts';
import { type Absent, type ExpressionValue, expressionValue, Fields, headerFields, schemaFields } from './fields.ts';
import { LANGUAGES, toCel } from './languages.ts';

/** What an expression results in. */
export interface ResultType<T> {
  /** The type in CEL; `dyn` for any. */
  readonly name: string;
  /** As the message has it. */
  readonly title: string;
  is(value: unknown): value is T;
}

/** The variables by which an expression knows a record; follows `Jsr223Engine.getBindings`. */
const bindingOf = (record: ConnectRecord, name: string, absent: Absent): ExpressionValue => {
  switch (name) {
    case 'value':
      return expressionValue(record.valueSchema, record.value, absent);
    case 'key':
      return expressionValue(record.keySchema, record.key, absent);
    case 'topic':
      return record.topic;
    case 'headers':
      return headerFields(record.headers, absent);
    case 'valueSchema':
      return schemaFields(record.valueSchema);
    case 'keySchema':
      return schemaFields(record.keySchema);
    default:
      return undefined;
  }
};

/** The evaluator's own message draws the expression over several lines. */
const summaryOf = (error: Error): string =>
  error instanceof EvaluationError || error instanceof ParseError ? error.summary : error.message;

const parsed = (text: string): ParseResult => {
  try {
    return expressionEnvironment().parse(text);
  } catch (error) {
    throw new SyntaxError(summaryOf(asError(error)));
  }
};

const evaluationError = (expression: string, message: string): DataError =>
  new DataError(`Error while evaluating expression '${expression}': ${message}`, {
    className: 'io.debezium.DebeziumException',
  });

/**
 * Compiles an expression over the parts of a record. It can read the record and nothing else, has no loops but over the
 * record's own lists, and is limited in size.
 *
 * @returns a function that throws DataError for a record that the expression fails on.
 * @throws SyntaxError for an expression that cannot be run, or cannot result in the type.
 */
export const compileExpression = <T>(
  language: string,
  expression: string,
  type: ResultType<T>,
): ((record: ConnectRecord) => T) => {
  const spoken = LANGUAGES[language];
  if (spoken === undefined) throw new SyntaxError(`there is no language ${language}`);
  const program = parsed(toCel(expression, spoken));
  const checked = program.check();
  if (!checked.valid) throw new SyntaxError(checked.error?.summary ?? 'the types do not fit');
  const result = checked.type ?? 'dyn';
  if (type.name !== 'dyn' && result !== type.name && !result.startsWith('dyn'))
    throw new SyntaxError(`it results in ${result}, not ${type.name}`);
  // One set of variables serves all records, which come one at a time.
  let record: ConnectRecord | undefined;
  const variables = new Fields((name) => record && bindingOf(record, name, spoken.absent));
  return (given) => {
    record = given;
    let value: unknown;
    try {
      value = program(variables);
    } catch (error) {
      throw evaluationError(expression, summaryOf(asError(error)));
    }
    if (type.is(value)) return value;
    throw evaluationError(expression, `Value '${String(value)}' returned by the expression is not a ${type.title}`);
  };
};

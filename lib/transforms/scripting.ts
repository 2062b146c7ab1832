import { type ConfigDef, defineConfig } from '../config/config-def.ts';
import { invalidValue } from '../config/invalid-value.ts';
import { javaRegexMatching, validJavaRegex } from '../config/java-regex.ts';
import { check, oneOfIgnoringCase } from '../config/validators.ts';
import { asError } from '../connect/errors.ts';
import type { ConnectRecord } from '../connect/record.ts';
import type { Transformation } from '../connect/transformation.ts';
import type { ResultType } from '../expression/compile-expression.ts';
import { evaluator } from '../expression/evaluator.ts';
import { LANGUAGES } from '../expression/languages.ts';

const POSSIBLE = Object.keys(LANGUAGES).join(', ');

const language = check(`[${POSSIBLE}]`, (name) =>
  Object.hasOwn(LANGUAGES, name)
    ? null
    : `Nothing here runs this language. Possible are ${POSSIBLE}; all of them as far as CEL, the Common Expression Language, means the same.`,
);

const topicRegex = defineConfig({
  'topic.regex': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    width: 'LONG',
    displayName: 'Topic regex',
    documentation: 'Pattern that the whole name of a topic must match; records of other topics pass unchanged.',
    validator: validJavaRegex,
  },
  language: {
    type: 'STRING',
    importance: 'HIGH',
    width: 'MEDIUM',
    displayName: 'Expression language',
    documentation:
      'Language of the expression: cel; or one of those of Debezium, for expressions that mean the same in CEL, such as the examples of its documentation.',
    validator: language,
  },
});

const nullHandling = defineConfig({
  'null.handling.mode': {
    type: 'STRING',
    default: 'keep',
    importance: 'LOW',
    width: 'SHORT',
    displayName: 'Handle null records',
    documentation:
      'What becomes of tombstones: keep passes them, drop removes them, evaluate hands them to the expression.',
    validator: oneOfIgnoringCase('keep', 'drop', 'evaluate'),
  },
});

/** The keys of a transformation by expression, in Debezium's order; `expression` holds the one that differs. */
export const scriptingConfig = <D extends ConfigDef>(expression: D) => ({
  ...topicRegex,
  ...expression,
  ...nullHandling,
});

interface ScriptingConfig {
  readonly 'topic.regex': string | null;
  readonly language: string;
  readonly 'null.handling.mode': 'keep' | 'drop' | 'evaluate';
}

/** Compiles the expression under `key`. @throws ConfigError naming key, expression and what is wrong. */
export const compileKey = <T>(
  key: string,
  expression: string,
  language: string,
  type: ResultType<T>,
): ((record: ConnectRecord) => T) => {
  const compile = evaluator();
  try {
    return compile(language, expression, type);
  } catch (error) {
    const reason = asError(error).message;
    throw invalidValue(
      key,
      expression,
      `Not an expression that can be run as ${language}: ${reason}. Possible is what CEL has: fields, comparisons, && || !, ?:, in, + - *, methods of texts; see https://cel.dev`,
    );
  }
};

/** Applies to records of the topics chosen, and to tombstones as wanted; follows `ScriptingTransformation.apply`. */
export const scripted = (config: ScriptingConfig, transformation: Transformation): Transformation => {
  const regex = config['topic.regex'] ?? '';
  const topics = regex === '' ? undefined : javaRegexMatching(regex);
  const nulls = config['null.handling.mode'];
  return {
    apply: (record) => {
      if (topics !== undefined && !topics.test(record.topic)) return record;
      if (record.value === null && nulls !== 'evaluate') return nulls === 'keep' ? record : null;
      return transformation.apply(record);
    },
  };
};

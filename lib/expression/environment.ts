import { Environment } from '@marcbachmann/cel-js';
import { javaRegexMatching } from '../config/java-regex.ts';
import { Decimal } from '../connect/decimal.ts';
import { valuesEqual } from '../connect/equality.ts';
import { compareNumbers } from './compare-numbers.ts';
import { type ExpressionValue, Fields } from './fields.ts';

/** Far beyond what a condition needs, and small enough that none takes noticeable time. */
const LIMITS = { maxAstNodes: 1000, maxDepth: 50, maxListElements: 500, maxMapEntries: 100, maxCallArguments: 8 };

const SYNCHRONOUS = { async: false };

type Operand = Decimal | bigint | number;

const COMPARISONS: Readonly<Record<string, (difference: number) => boolean>> = {
  '==': (difference) => difference === 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
};

const registerDecimals = (env: Environment): void => {
  env.registerType('Decimal', { ctor: Decimal });
  for (const [operator, holds] of Object.entries(COMPARISONS)) {
    const compare = (left: Operand, right: Operand): boolean => holds(compareNumbers(left, right));
    for (const right of ['Decimal', 'int', 'double']) env.registerOperator(`Decimal ${operator} ${right}`, compare);
    // Equality comes with its mirror image.
    if (operator === '==') continue;
    for (const left of ['int', 'double']) env.registerOperator(`${left} ${operator} Decimal`, compare);
  }
};

const registerFields = (env: Environment): void => {
  const read = (fields: Fields, name: string): ExpressionValue => fields.get(name);
  env.registerType('Fields', { ctor: Fields });
  env.registerOperator('Fields == Fields', (left: Fields, right: Fields) => valuesEqual(left.source, right.source));
  env.registerOperator('string in Fields', (name: string, fields: Fields) => fields.get(name) !== undefined);
  env.registerFunction('Fields.get(string): dyn', read, SYNCHRONOUS);
  for (const name of ['name', 'version', 'type'])
    env.registerFunction(`Fields.${name}(): dyn`, (fields: Fields) => read(fields, name), SYNCHRONOUS);
  env.registerFunction(
    'dyn.orNull(string): dyn',
    (fields: Fields | null, name: string) => (fields === null ? null : read(fields, name)),
    SYNCHRONOUS,
  );
};

/** What Groovy and JavaScript call these. */
const registerTexts = (env: Environment): void => {
  const patterns = new Map<string, RegExp>();
  const matchesWhole = (text: string, pattern: string): boolean => {
    const compiled = patterns.get(pattern) ?? javaRegexMatching(pattern);
    // Patterns are literals but for strange cases, which must not fill the memory.
    if (patterns.size < 100) patterns.set(pattern, compiled);
    return compiled.test(text);
  };
  const register = (signature: string, handler: (text: string, other: string) => unknown): void =>
    void env.registerFunction(signature, handler, SYNCHRONOUS);
  register('string.matchesWhole(string): bool', matchesWhole);
  register('string.includes(string): bool', (text, part) => text.includes(part));
  register('string.equals(string): bool', (text, other) => text === other);
  register('string.isEmpty(): bool', (text) => text === '');
  register('string.toLowerCase(): string', (text) => text.toLowerCase());
  register('string.toUpperCase(): string', (text) => text.toUpperCase());
  env.registerOperator('string + int', (text: string, number: bigint) => `${text}${number}`);
  env.registerOperator('int + string', (number: bigint, text: string) => `${number}${text}`);
  env.registerFunction('google.protobuf.Timestamp.getTime(): int', (time: Date) => BigInt(time.getTime()), SYNCHRONOUS);
};

const createEnvironment = (): Environment => {
  const env = new Environment({ homogeneousAggregateLiterals: false, limits: LIMITS });
  registerDecimals(env);
  registerFields(env);
  registerTexts(env);
  for (const name of ['key', 'value', 'keySchema', 'valueSchema']) env.registerVariable(name, 'dyn');
  env.registerVariable('headers', 'Fields');
  return env.registerVariable('topic', 'string');
};

let shared: Environment | undefined;

/** CEL with the types of the Connect data model; made when the first expression asks for it. */
export const expressionEnvironment = (): Environment => {
  shared ??= createEnvironment();
  return shared;
};

import { ConnectError } from '../connect/errors.ts';
import type { compileExpression } from './compile-expression.ts';

type Compile = typeof compileExpression;

let compile: Compile | undefined;

/** Loads the evaluator, which is larger than all transformations together, for those that have an expression. */
export const loadEvaluator = async (): Promise<void> => {
  compile ??= (await import('./compile-expression.ts')).compileExpression;
};

/** The evaluator once it is loaded. */
export const evaluator = (): Compile => {
  if (compile === undefined) throw new ConnectError('The evaluator of expressions is not loaded');
  return compile;
};

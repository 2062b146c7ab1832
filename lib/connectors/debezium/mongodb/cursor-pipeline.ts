import { asError } from '../../../connect/errors.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The stages of `cursor.pipeline`. @throws SyntaxError for what is no list of stages. */
export const parsePipeline = (text: string | null): ReadonlyArray<Readonly<Record<string, unknown>>> => {
  if (text === null || text.trim() === '') return [];
  const stages: unknown = JSON.parse(text);
  if (!Array.isArray(stages) || !stages.every(isObject)) throw new SyntaxError('a list of stages is expected');
  return stages;
};

/** What is wrong with it, or `null`. */
export const pipelineProblem = (text: string): string | null => {
  try {
    parsePipeline(text);
    return null;
  } catch (error) {
    return `Change stream pipeline JSON is invalid: ${asError(error).message}`;
  }
};

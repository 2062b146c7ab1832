import { asError, ConfigError } from '../../../connect/errors.ts';

/** What the key of an object says. */
export interface ObjectName {
  readonly topic: string | null;
  readonly partition: number | null;
}

const VARIABLES: ReadonlyArray<readonly [string, string]> = [
  ['{{start_offset}}', '(?<startOffset>\\d+)'],
  ['{{timestamp}}', '(?:\\d+)'],
  ['{{topic}}', '(?<topic>[a-zA-Z0-9\\-_.]+)'],
  ['{{partition}}', '(?<partition>\\d+)'],
];
const MAX_PARTITION = 2_147_483_647;

const compile = (template: string): RegExp => {
  const source = VARIABLES.reduce((text, [variable, pattern]) => text.replaceAll(variable, pattern), template);
  try {
    return new RegExp(source);
  } catch (error) {
    throw new ConfigError(
      `Unable to compile the regex pattern ${source} to retrieve the partition id: ${asError(error).message}`,
      { cause: error },
    );
  }
};

const partitionOf = (digits: string | undefined): number | null => {
  const partition = Number(digits ?? Number.NaN);
  return partition <= MAX_PARTITION ? partition : null;
};

/** Whether names have a topic, so that none need be configured. */
export const namesTopics = (template: string): boolean =>
  template.includes('{{topic}}') || template.includes('(?<topic>');

/**
 * Reads `file.name.template`: a regular expression, found anywhere in a key, in which `{{topic}}`, `{{partition}}`,
 * `{{start_offset}}` and `{{timestamp}}` may stand; follows Aiven's `FilePatternUtils`.
 *
 * @returns what a key says, `null` where the template is not found in it.
 * @throws ConfigError
 */
export const parseSourceTemplate = (template: string): ((key: string) => ObjectName | null) => {
  const pattern = compile(template);
  return (key) => {
    const match = pattern.exec(key);
    if (match === null) return null;
    const { topic = null, partition } = match.groups ?? {};
    return { topic, partition: partitionOf(partition) };
  };
};

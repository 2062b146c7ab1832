/** The paths of `field.exclude.list` and `field.renames`. */
export const pathEntries = (text: string | null): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const problemOf =
  (pattern: RegExp, form: string) =>
  (text: string): string | null => {
    const wrong = pathEntries(text).find((entry) => !pattern.test(entry));
    return wrong === undefined ? null : `${wrong} has invalid format (expecting ${form})`;
  };

const FIELD = String.raw`[^.:,]+\.[^.:,]+(\.[^.:,]+)+`;

export const excludedFieldsProblem = problemOf(
  new RegExp(`^${FIELD}$`),
  '<databaseName>.<collectionName>.<fieldName>.<nestedFieldName>',
);

export const renamedFieldsProblem = problemOf(
  new RegExp(`^${FIELD}:[^.:,]+$`),
  '<databaseName>.<collectionName>.<fieldName>.<nestedFieldName>:<newNestedFieldName>',
);

import { invalidValue } from '../../../config/invalid-value.ts';
import { check, type Validator } from '../../../config/validators.ts';
import { asError } from '../../../connect/errors.ts';
import { tablePattern } from './table-pattern.ts';

const MAX_TOPIC_LENGTH = 249;

export const topicPrefix: Validator<string> = check('legal characters of a topic name', (prefix) => {
  if (prefix.length > MAX_TOPIC_LENGTH) return 'Topic prefix length must not exceed max topic name length, 249 chars';
  return /[^a-zA-Z0-9._-]/.test(prefix)
    ? "Topic prefix must not contain any character other than ASCII alphanumerics, '.', '_' and '-'."
    : null;
});

/** Every entry of a list obeys a rule; `complaint` returns what is wrong with one, or `null`. */
const everyEntry = (
  description: string,
  complaint: (entry: string) => string | null,
): Validator<readonly string[]> => ({
  description,
  ensureValid: (name, value) => {
    for (const entry of Array.isArray(value) ? value : []) {
      const wrong = complaint(String(entry));
      if (wrong !== null) throw invalidValue(name, entry, wrong);
    }
  },
});

const badPattern = (pattern: string): string | null => {
  try {
    tablePattern(pattern);
    return null;
  } catch (error) {
    return asError(error).message;
  }
};

export const tablePatterns = everyEntry('a valid comma-separated list of regular expressions', (pattern) => {
  const wrong = badPattern(pattern);
  return wrong && `Must be a valid comma-separated list of regular expression patterns: ${wrong}`;
});

const badMapping = (entry: string, columns: { readonly form: RegExp; readonly expected: string }): string | null => {
  const [pattern = '', list, ...rest] = entry.split(':');
  if (list === undefined || rest.length > 0) return `Invalid format. Expected '${columns.expected}'`;
  const wrong = badPattern(pattern.trim());
  if (wrong !== null) return `Invalid regular expression: ${wrong}`;
  return columns.form.test(list.trim()) ? null : `Invalid format. Expected '${columns.expected}'`;
};

export const timestampMappings = everyEntry("a list of mappings in the format 'regex:[col1|col2|...]'", (entry) =>
  badMapping(entry, { form: /^\[\s*[^|\s][^|]*(\|\s*[^|\s][^|]*)*\]$/, expected: 'regex:[col1|col2|...]' }),
);

export const incrementingMappings = everyEntry("a list of mappings in the format 'regex:columnName'", (entry) =>
  badMapping(entry, { form: /\S/, expected: 'regex:columnName' }),
);

import { invalidValue } from '../invalid-value.ts';
import { validJavaRegex } from '../java-regex.ts';
import type { Validator } from '../validators.ts';

/** Not empty and without control characters; follows `ConfigDef.NonEmptyStringWithoutControlChars`. */
export const connectorName: Validator<string> = {
  description: 'non-empty string without ISO control characters',
  ensureValid: (name, value) => {
    if (value === '') throw invalidValue(name, value, 'String may not be empty');
    const controls = [...String(value)].filter((char) => /\p{Cc}/u.test(char)).map((char) => char.codePointAt(0));
    if (controls.length > 0)
      throw invalidValue(
        name,
        value,
        `String may not contain control sequences but had the following ASCII chars: ${controls.join(', ')}`,
      );
  },
};

/** A pattern, or the empty string for none. */
export const regexOrEmpty: Validator<string> = {
  description: validJavaRegex.description,
  ensureValid: (name, value) => {
    if (value !== '') validJavaRegex.ensureValid(name, value);
  },
};

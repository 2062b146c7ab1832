import { invalidValue } from '../../../config/invalid-value.ts';
import type { Validator } from '../../../config/validators.ts';
import { Password } from '../../../connect/password.ts';

const problemOf = (text: string): string | null => {
  if (!/^mongodb(\+srv)?:\/\//.test(text)) return 'it must begin with mongodb:// or mongodb+srv://';
  const [hosts = ''] = text.replace(/^mongodb(\+srv)?:\/\//, '').split(/[/?]/);
  return hosts.replace(/^.*@/, '') === '' ? 'it names no host' : null;
};

/** A connection string; what is wrong with one is told without it, since it may hold a password. */
export const connectionString: Validator<string> = {
  description: 'mongodb://… or mongodb+srv://…',
  ensureValid: (name, value) => {
    const text = value instanceof Password ? value.value() : value;
    const wrong = typeof text === 'string' ? problemOf(text) : null;
    if (wrong !== null) throw invalidValue(name, Password.HIDDEN, wrong);
  },
};

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasOf, connectorOf } from '../../../lib/runtime/function-alias.ts';

const arn = (alias: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:sink:${alias}`;

describe('the alias of a connector', () => {
  it('gives the name back, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
        fc.pre(Buffer.byteLength(name) <= 42);
        const alias = aliasOf(name);
        // https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
        expect(alias).toMatch(/^(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}$/);
        expect(connectorOf(arn(alias))).toBe(name);
      }),
    );
  });

  it('of a number is not a number', () => {
    expect(aliasOf('2024')).toBe('_32024');
    expect(connectorOf(arn('_32024'))).toBe('2024');
  });

  it('is refused when it does not fit, saying so', () => {
    expect(() => aliasOf('ü'.repeat(22))).toThrow(/128 characters; this one needs 132/);
  });

  it('is missing where a function is invoked without one', () => {
    expect(connectorOf('arn:aws:lambda:eu-west-1:123456789012:function:sink')).toBeUndefined();
  });
});

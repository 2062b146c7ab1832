import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aliasFor,
  connectorOfAlias,
  reportsBatchItemFailures,
  withPlainAlias,
} from '../../../lib/aws/connector-alias.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:123456789012:function:shop_s3-sink';
/** Others have no UTF-8. */
const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

const names = fc
  .oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), fc.stringMatching(/^[a_r-]{1,8}$/))
  .filter(isWellFormed);

describe('aliases of a connector', () => {
  it('give its name back, and say whether failures are heeded', () => {
    fc.assert(
      fc.property(names, fc.boolean(), (connector, provisioned) => {
        const arn = `${FUNCTION}:${aliasFor(connector, { provisioned })}`;
        expect(connectorOfAlias(arn)).toBe(connector);
        expect(reportsBatchItemFailures(arn)).toBe(provisioned);
        expect(withPlainAlias(arn)).toBe(`${FUNCTION}:${aliasFor(connector, { provisioned: false })}`);
      }),
    );
  });

  it('are none where there is none', () => {
    expect(connectorOfAlias(FUNCTION)).toBeUndefined();
  });
});

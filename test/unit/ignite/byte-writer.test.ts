import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createByteReader } from '../../../lib/connectors/ignite/client/byte-reader.ts';
import { createByteWriter } from '../../../lib/connectors/ignite/client/byte-writer.ts';
import { createFrames } from '../../../lib/connectors/ignite/client/frames.ts';

it('writes every long exactly, as a number or as a bigint', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.maxSafeInteger(), (large, safe) => {
      const out = createByteWriter(1);
      out.long(large);
      out.long(safe);
      out.long(BigInt(safe));
      const answer = createByteReader(out.view());
      expect([answer.long(), answer.long(), answer.long()]).toEqual([large, BigInt(safe), BigInt(safe)]);
    }),
  );
});

it('finds messages however the socket cuts them', () => {
  const frame = (text: string): Buffer => {
    const out = createByteWriter(1);
    out.text(text);
    return Buffer.from(out.view());
  };
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.nat(20)), (texts, cuts) => {
      const bytes = Buffer.concat(texts.map(frame));
      const found: string[] = [];
      const receive = createFrames((one) => found.push(one.toString()));
      let at = 0;
      for (const cut of cuts) {
        receive(bytes.subarray(at, at + cut));
        at += cut;
      }
      receive(bytes.subarray(at));
      expect(found).toEqual(texts);
    }),
  );
});

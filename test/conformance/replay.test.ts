import { afterAll, expect, test } from 'vitest';
import { judge } from './judge.ts';
import { isNotYet } from './not-yet.ts';
import { readRecording } from './recorded-exchange.ts';
import { replay } from './replay.ts';
import { createRecordedWorker } from './world/recorded-worker.ts';

const recording = readRecording('distributed');
const judgements = (await replay(await createRecordedWorker({ admin: true }), recording)).map(judge);

for (const { id, passes, needless, recorded, actual } of judgements) {
  if (isNotYet(id)) {
    test(`${id} still differs`, () => expect(passes, 'it passes now: take it off not-yet.ts').toBe(false));
    continue;
  }
  test(`${id} is answered as recorded`, () => {
    if (!passes) expect(actual).toEqual(recorded);
    expect(passes, 'the answer is not the one that differences.ts announces').toBe(true);
    expect(needless, 'these entries of differences.ts are not needed any more: take the exchange off').toEqual([]);
  });
}

afterAll(() => {
  const passed = judgements.filter(({ passes }) => passes).length;
  const answered = judgements.length;
  console.info(`${passed} of ${answered} recorded answers agree; ${recording.length} requests were replayed`);
});

import { afterAll, describe, expect, test } from 'vitest';
import { judge } from './judge.ts';
import { type RecordingName, readRecording } from './recorded-exchange.ts';
import { type ReplayedWorker, replay } from './replay.ts';
import { createRecordedWorker, recordedLoggers } from './world/recorded-worker.ts';

/** The workers of the recordings, configured as they were. */
const workers: ReadonlyArray<readonly [RecordingName, ReplayedWorker]> = [
  ['distributed', await createRecordedWorker({ rest: { loggers: recordedLoggers() } })],
  [
    'variant',
    await createRecordedWorker({
      worker: { 'topic.tracking.enable': 'false', 'connector.client.config.override.policy': 'None' },
      rest: {
        loggers: recordedLoggers(),
        users: new Map([['admin', 'secret']]),
        crossOrigin: { origins: ['http://ui.example'], methods: ['GET', 'POST', 'PUT'] },
      },
    }),
  ],
  [
    'variant-noadmin',
    await createRecordedWorker({
      worker: { 'topic.tracking.allow.reset': 'false', 'connector.client.config.override.policy': 'Principal' },
    }),
  ],
];

for (const [name, worker] of workers) {
  const recording = readRecording(name);
  const judgements = (await replay(worker, recording)).map((comparison) => judge(name, comparison));

  describe(name, () => {
    for (const { id, passes, needless, recorded, actual } of judgements) {
      test(`${id} is answered as recorded`, () => {
        if (!passes) expect(actual).toEqual(recorded);
        expect(passes, 'the answer is not the one that differences.ts announces').toBe(true);
        expect(needless, 'these entries of differences.ts are not needed any more: take the exchange off').toEqual([]);
      });
    }

    afterAll(() => {
      const passed = judgements.filter(({ passes }) => passes).length;
      console.info(`${name}: ${passed} of ${judgements.length} answers agree; ${recording.length} requests replayed`);
    });
  });
}

import { describe, expect, it } from 'vitest';
import { eventSourceOptions, scheduleConfig } from '../../../lib/config/common/event-source-config.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';

describe('keys of event source mappings', () => {
  it('are nothing by default', () => {
    expect(eventSourceOptions({})).toEqual({});
  });

  it('are read', () => {
    expect(
      eventSourceOptions({
        'event.source.provisioned.min.pollers': '2',
        'event.source.provisioned.max.pollers': '4',
        'event.source.filter.pattern': '[{"value":{"id":[1]}},{"value":{"id":[2]}}]',
        'event.source.on.failure.destination': 'arn:aws:sqs:eu-west-1:123456789012:q',
        'event.source.maximum.record.age.seconds': '3600',
        'event.source.maximum.retry.attempts': '0',
        'event.source.bisect.batch.on.function.error': 'true',
      }),
    ).toEqual({
      provisionedPollers: { minimum: 2, maximum: 4 },
      filterPatterns: ['{"value":{"id":[1]}}', '{"value":{"id":[2]}}'],
      onFailureDestination: 'arn:aws:sqs:eu-west-1:123456789012:q',
      maximumRecordAgeSeconds: 3600,
      maximumRetryAttempts: 0,
      bisectBatchOnFunctionError: true,
    });
  });

  it.each([
    [{ 'event.source.maximum.retry.attempts': '3' }, /needs event.source.provisioned.min.pollers/],
    [{ 'event.source.provisioned.max.pollers': '3' }, /needs event.source.provisioned.min.pollers/],
    [{ 'event.source.provisioned.min.pollers': '5', 'event.source.provisioned.max.pollers': '3' }, /at least 5/],
    [{ 'event.source.filter.pattern': 'id = 1' }, /must be a JSON object/],
    [{ 'event.source.filter.pattern': '[]' }, /must be a JSON object/],
    [{ 'event.source.on.failure.destination': 'my-queue' }, /must be the ARN/],
    [{ 'event.source.maximum.record.age.seconds': '5' }, /at least 60/],
  ])('refuse %o', (raw, message) => {
    expect(() => eventSourceOptions(raw)).toThrow(message);
  });

  it.each(['rate(1 minute)', 'rate(12 hours)', 'cron(0 8 * * ? *)'])('schedule.expression takes %s', (expression) => {
    expect(parseConfig(scheduleConfig, { 'schedule.expression': expression })['schedule.expression']).toBe(expression);
  });

  it.each(['1 minute', 'rate(10 seconds)', 'at(2026-01-01T00:00:00)'])(
    'schedule.expression refuses %s',
    (expression) => {
      expect(() => parseConfig(scheduleConfig, { 'schedule.expression': expression })).toThrow(
        /one minute is the finest/,
      );
    },
  );
});

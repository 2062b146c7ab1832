import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import type { Clients } from '../world.ts';

const reportSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    type: v.literal('platform.report'),
    time: v.pipe(v.string(), v.transform(Date.parse)),
    record: v.object({
      metrics: v.object({
        durationMs: v.number(),
        cpuMs: v.number(),
        initDurationMs: v.optional(v.number()),
        initCpuMs: v.optional(v.number()),
      }),
    }),
  }),
);

/** What one invocation took: time by the clock, and time of a processor. */
export interface Report {
  readonly time: number;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly initDurationMs?: number | undefined;
  readonly initCpuMs?: number | undefined;
}

/** What Lambda has reported of a function's invocations so far, in CloudWatch Logs. */
export const reportsOf = async ({ lambda, logs }: Clients, FunctionName: string): Promise<readonly Report[]> => {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const found: Report[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, nextToken }));
    for (const { message } of page.events ?? []) {
      const report = v.safeParse(reportSchema, message);
      if (report.success) found.push({ time: report.output.time, ...report.output.record.metrics });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
};

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

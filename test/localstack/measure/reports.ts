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

/** The report that a line of a log is, if it is one. */
export const parseReport = (line: string | undefined): readonly Report[] => {
  const report = v.safeParse(reportSchema, line);
  return report.success ? [{ time: report.output.time, ...report.output.record.metrics }] : [];
};

/** What Lambda has reported of a function's invocations so far, in CloudWatch Logs. */
export const reportsOf = async ({ lambda, logs }: Clients, FunctionName: string): Promise<readonly Report[]> => {
  const { LoggingConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const found: Report[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName: LoggingConfig?.LogGroup, nextToken }));
    found.push(...(page.events ?? []).flatMap(({ message }) => parseReport(message)));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
};

/** A machine that is busy with something else makes a run longer, and nothing makes one shorter. */
export const lowerQuartile = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 2] ?? 0;
